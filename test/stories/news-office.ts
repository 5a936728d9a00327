import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { callPerson } from '#appointments/attendance/call-person.ts'
import { book } from '#appointments/book.ts'
import { cancelAtDesk } from '#appointments/desk/cancel-at-desk.ts'
import { moveAtDesk } from '#appointments/desk/move-at-desk.ts'
import { daysOff } from '#appointments/days-off.ts'
import { freeAfter, freeDays, freeTimes } from '#appointments/find-free.ts'
import { hold } from '#appointments/hold.ts'
import { addDays, instantOf, localDay } from '#appointments/local-time.ts'
import { isWorkingDay } from '#appointments/working-days.ts'
import { tellNotices } from '#chores/tell-notices.ts'
import { readConfig } from '#config.ts'
import type { Database } from '#database.ts'
import { createLog } from '#log.ts'
import type { AppointmentCard } from '#message.ts'
import type { Language } from '#texts.ts'
import type { openOfficeOn } from './open-office.ts'
import { person } from './person.ts'

export const minute = 60 * 1000

export type User = ReturnType<typeof person>
export type Booked = AppointmentCard & { id: string; key: string }

let people = 0
/** Never the same twice: names have no digits. */
export function somebody() {
  const letters = String(++people).replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '')
  return { name: `Person X${letters}`, birthday: '01.02.1985' }
}

/** What the desk of an office does and its people hear of. */
export function newsOffice(office: Awaited<ReturnType<typeof openOfficeOn>>) {
  const { database, conversations, clock, keys } = office
  const { prisma } = database

  const self = {
    async visit(language: Language = 'de'): Promise<User> {
      return person(await office.line({ locale: language, device: {} }), language)
    },
    /** Whoever came last gets the first time of the so manieth free day and looks at it. How people book in the chat is another story. */
    async booked(user: User, nth = 0): Promise<Booked> {
      if (user.step === '') await user.arrives()
      const { id: conversationId } = await prisma.conversation.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
      const [service] = office.office.departments[0]?.services ?? []
      const [location] = office.office.locations
      if (!service || !location) throw new Error('There is no office')
      const { departmentId, units, id: serviceId } = service
      const place = { departmentId, locationId: location.id, units }
      const { name, birthday } = somebody()
      await database.transaction(async (tx) => {
        const now = clock.now
        const { day } = (await freeDays(tx, { ...place, now }))[nth] ?? { day: '' }
        const [{ startsAt } = { startsAt: now }] = await freeTimes(tx, { ...place, day, now })
        const held = await hold(tx, { ...place, conversationId, serviceId, startsAt, now })
        if (held.outcome !== 'held') throw new Error(`The first time of free day ${nth}: ${held.outcome}`)
        const applicant = { name, dateOfBirth: birthday.split('.').toReversed().join('-') }
        const how = { holdId: held.hold.id, people: 1, channel: office.channel, language: user.language }
        await book(tx, keys, { conversationId, applicant, ...how, now })
      })
      await user.says(user.t('menu.appointments'))
      const card = user.heard.find((each) => each.card)?.card
      if (!card) throw new Error('nothing was booked')
      const key = card.code.replace('-', '')
      return { ...card, key, id: await self.now(key) }
    },
    /** The id of the appointment that has this code now. */
    async now(key: string): Promise<string> {
      return (await prisma.appointment.findFirstOrThrow({ where: { code: key, state: 'booked' } })).id
    },
    /** What a worker does. `broken` are the errors it may meet. */
    async work({ broken = 0 } = {}): Promise<void> {
      const lines: string[] = []
      const log = createLog(readConfig({}), { write: (line) => lines.push(line) })
      await tellNotices({ database, conversations, log, now: () => clock.now })
      expect(lines, lines.join()).toHaveLength(broken)
    },
    async tell(user: User): Promise<void> {
      await self.work()
      await user.listens()
    },
    /** So many minutes after the start. */
    near({ startsAt }: AppointmentCard, minutes = -10): void {
      clock.now = new Date(Date.parse(startsAt) + minutes * minute)
    },
    later(milliseconds: number): void {
      clock.now = new Date(clock.now.getTime() + milliseconds)
    },
    async calls(appointmentId: string, staffId: string = randomUUID()): Promise<string> {
      const calling = { appointmentId, staffId, room: '2.14', now: clock.now }
      expect(await database.transaction((tx) => callPerson(tx, calling))).toMatchObject({ outcome: 'called' })
      return staffId
    },
    async cancels(appointmentId: string): Promise<void> {
      const cancelling = { appointmentId, by: 'office', staffId: null, now: clock.now } as const
      const cancelled = await database.transaction((tx) => cancelAtDesk(tx, keys, cancelling))
      expect(cancelled).toMatchObject({ outcome: 'cancelled' })
    },
    /** To the next free time after its own. */
    async moves(appointmentId: string): Promise<Date> {
      const { departmentId, locationId, slotIds, startsAt } = await prisma.appointment.findUniqueOrThrow({
        where: { id: appointmentId },
      })
      const place = { departmentId, locationId, units: slotIds.length, after: startsAt, now: clock.now }
      const [free] = await database.transaction((tx) => freeAfter(tx, place))
      if (!free) throw new Error('There is no other time')
      await self.movesTo(appointmentId, free.startsAt)
      return free.startsAt
    },
    async movesTo(appointmentId: string, startsAt: Date): Promise<void> {
      const moving = { appointmentId, startsAt, by: 'office', now: clock.now } as const
      expect(await database.transaction((tx) => moveAtDesk(tx, moving))).toMatchObject({ outcome: 'moved' })
    },
    async outcomes(appointmentId?: string): Promise<(string | null)[]> {
      const where = appointmentId === undefined ? {} : { appointmentId }
      const notices = await prisma.notice.findMany({ where, orderBy: [{ dueAt: 'asc' }, { id: 'asc' }] })
      return notices.map(({ outcome }) => outcome)
    },
  }
  return self
}

/** 08:00 of the first working day after an appointment. */
export async function morningAfter(
  database: Pick<Database, 'query'>,
  { startsAt }: Pick<AppointmentCard, 'startsAt'>,
): Promise<Date> {
  const firstDay = localDay(new Date(startsAt))
  const off = await daysOff(database, { firstDay, lastDay: addDays(firstDay, 60) })
  for (let next = addDays(firstDay, 1); ; next = addDays(next, 1)) {
    const morning = instantOf({ day: next, time: '08:00' })
    if (morning && isWorkingDay(next, off)) return morning
  }
}

/** "09:40": the time so many minutes after the start. */
export function clockAt({ startsAt }: AppointmentCard, minutes: number): string {
  const at = new Date(Date.parse(startsAt) + minutes * minute)
  return at.toLocaleTimeString('de', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' })
}
