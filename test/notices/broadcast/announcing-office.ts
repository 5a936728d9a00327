import { expect } from 'vitest'
import { addDays, instantOf, localDay } from '#appointments/local-time.ts'
import { readConfig } from '#config.ts'
import { createLog } from '#log.ts'
import type { ChannelName } from '#message.ts'
import type { Audience } from '#notices/broadcast/broadcast.ts'
import { createBroadcast, type Plan } from '#notices/broadcast/create.ts'
import { findBroadcast } from '#notices/broadcast/find.ts'
import { reportBroadcast } from '#notices/broadcast/report.ts'
import { stepBroadcasts } from '#notices/broadcast/run.ts'
import { startBroadcast } from '#notices/broadcast/start.ts'
import { builtIn } from '#notices/broadcast/template.ts'
import { type Language, loadTexts } from '#texts.ts'
import { openOfficeOn } from '../../stories/open-office.ts'
import { person } from '../../stories/person.ts'

const speak = loadTexts()

/** An office that announces, and people who hear of it. It is tomorrow, ten o'clock. */
export async function announcingOffice(channel: ChannelName = 'webchat') {
  const office = await openOfficeOn(channel)
  const { database, clock, conversations } = office
  clock.now = instantOf({ day: addDays(localDay(new Date()), 1), time: '10:00' }) ?? clock.now
  const lines: string[] = []
  const log = createLog(readConfig({}), { write: (line) => lines.push(line) })
  const runner = { database, conversations, office: () => office.office, speak, log, now: () => clock.now }
  const self = {
    ...office,
    runner,
    lines,
    plan: (more: Partial<Plan> = {}): Plan => {
      const audience: Audience = { group: 'everybody', ...more.audience }
      return {
        title: 'Freie Termine',
        offer: { departmentId: 'ukraine' },
        texts: builtIn(speak, audience),
        ...more,
        audience,
      }
    },
    create: (plan: Plan, by: string | null = null) =>
      database.transaction((tx) => createBroadcast(tx, { plan, office: office.office, by, now: clock.now })),
    start: (id: string, at?: Date, by: string | null = null) =>
      database.transaction((tx) => startBroadcast(tx, { id, at, office: office.office, by, now: clock.now })),
    /** Created and started. */
    async announces(more: Partial<Plan> = {}): Promise<string> {
      const created = await self.create(self.plan(more))
      if (created.outcome !== 'created') throw new Error(JSON.stringify(created))
      expect(await self.start(created.id)).toMatchObject({ outcome: 'started' })
      return created.id
    },
    /** One look of the worker. */
    step: () => stepBroadcasts(runner),
    /** What the worker does while this instant lasts. */
    async work(): Promise<void> {
      for (let look = 0; look < 200; look++) {
        const { told, isOpen } = await self.step()
        if (told === 0 && !isOpen) return
        if (told === 0) await new Promise((resolve) => setTimeout(resolve, 20))
      }
      throw new Error('The broadcast does not come to rest')
    },
    /** Whoever was told can still be: they look at it all the time. */
    async stays(): Promise<void> {
      const lastOpenAt = new Date(clock.now.getTime() + 30 * 86_400_000)
      await database.prisma.conversation.updateMany({ where: { reachable: true }, data: { lastOpenAt } })
    },
    later: (minutes: number) => void (clock.now = new Date(clock.now.getTime() + minutes * 60_000)),
    report: (id: string) => database.transaction((tx) => reportBroadcast(tx, { id })),
    state: async (id: string) => (await database.transaction((tx) => findBroadcast(tx, id)))?.state,
    async visitor(language: Language = 'de') {
      const user = person(await office.line({ locale: language, device: {} }), language)
      await user.arrives()
      return user
    },
  }
  return self
}
