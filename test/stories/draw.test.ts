import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { check } from '#appointments/check.ts'
import { openDraw } from '#appointments/draws/open-draw.ts'
import { addDays, instantOf, localDay } from '#appointments/local-time.ts'
import { seeToDraws } from '#chores/keep-draws.ts'
import { createLog } from '#log.ts'
import { readConfig } from '#config.ts'
import { Language } from '#texts.ts'
import { openOfficeOn } from './open-office.ts'
import { person } from './person.ts'

const languages = Language.options

describe_on('webchat')
describe_on('telegram')

function describe_on(channel: 'webchat' | 'telegram') {
  let office: Awaited<ReturnType<typeof openOfficeOn>>
  beforeAll(async () => {
    office = await openOfficeOn(channel)
  })
  afterAll(async () => {
    expect(await check(office.database)).toEqual({ ok: true, findings: [] })
    await office.close()
  })
  const noon = (day: string) => instantOf({ day, time: '12:00' }) ?? new Date(0)
  const today = localDay(new Date())
  const log = createLog(readConfig({ LOG_LEVEL: 'silent' }))
  let drawDay = addDays(today, 90)
  let drawId = ''

  /** Two places, and the window is open at noon of today. */
  beforeEach(async () => {
    office.clock.now = noon(today)
    drawDay = addDays(drawDay, 1)
    await office.database.prisma
      .$executeRaw`UPDATE draw SET closes_at = opens_at + interval '1 second' WHERE drawn_at IS NULL`
    const { database, keys } = office
    await database.prisma.slot.createMany({
      data: ['06:00', '06:20'].map((time) => ({
        departmentId: 'general',
        locationId: 'neuss',
        startsAt: instantOf({ day: drawDay, time }) ?? new Date(0),
        minutes: 20,
        capacity: 1,
        publicFrom: noon(addDays(today, 80)),
      })),
    })
    const service = await database.prisma.service.findFirstOrThrow({ where: { departmentId: 'general', units: 1 } })
    const opened = await database.transaction((tx) =>
      openDraw(tx, keys, {
        departmentId: 'general',
        serviceId: service.id,
        locationId: 'neuss',
        firstDay: drawDay,
        lastDay: drawDay,
        before: '07:00',
        opensAt: new Date(office.clock.now.getTime() - 3_600_000),
        closesAt: noon(addDays(today, 1)),
        drawsAt: noon(addDays(today, 2)),
        holdHours: 24,
        now: office.clock.now,
      }),
    )
    if (opened.outcome !== 'opened') throw new Error(opened.outcome)
    drawId = opened.id
  })

  async function someone(language: Language, name: string) {
    const line = await office.line({ locale: language, device: {} })
    const self = person(line, language)
    await self.arrives()
    return Object.assign(self, {
      async enters() {
        await self.taps(self.t('draw.menu'))
        await self.goesTo('confirm', { name, birthday: '24.08.1991' })
        await self.taps(self.t('draw.enter'))
      },
    })
  }

  async function time(day: number) {
    office.clock.now = noon(addDays(today, day))
    const { database, conversations, keys, clock } = office
    await seeToDraws({ database, conversations, keys, log, now: () => clock.now })
  }

  it.each(languages)(`somebody enters a draw, wins and confirms with one tap (${channel}, %s)`, async (language) => {
    const self = await someone(language, 'Олена Тест-Ковальчук')
    await self.enters()
    const lot = await office.database.prisma.lot.findFirstOrThrow({ where: { drawId } })
    self.sees(lot.number)
    self.isAsked('menu')
    await time(2)
    await self.listens()
    self.isAsked('drawn')
    self.sees(lot.number)
    await self.tapsFirst()
    expect(self.heard.find(({ booked }) => booked)?.card).toBeDefined()
    await self.says('/menu')
    await office.database.prisma.appointment.updateMany({ data: { active: false } })
  })

  it(`each person has one lot, and who was not drawn moves up (${channel})`, async () => {
    const names = ['Anna Eins', 'Berta Zwei', 'Clara Drei']
    const people = []
    for (const name of names) people.push(await someone('en', name))
    for (const one of people) await one.enters()
    const [first] = people
    if (!first) throw new Error('nobody came')
    await first.taps(first.t('draw.menu'))
    first.isAsked('lot')
    await first.goesTo('confirm', { name: 'BERTA  zwei', birthday: '24.08.1991' }).catch(() => {})
    await first.says('/menu')
    const again = await someone('de', 'BERTA  zwei')
    await again.enters()
    again.sees(again.t('draw.already'))
    await time(2)
    for (const one of people) await one.listens()
    expect(people.map(({ step }) => step).toSorted()).toEqual(['drawn', 'drawn', 'menu'])
    const loser = people.find(({ step }) => step === 'menu')
    loser?.sees(loser.t('draw.waitlisted'))
    const winner = people.find(({ step }) => step === 'drawn')
    await winner?.taps(winner.t('draw.no'))
    winner?.sees(winner.t('draw.declined'))
    await time(2)
    await loser?.listens()
    loser?.isAsked('drawn')
    await loser?.taps(loser.t('draw.yes'))
    expect(loser?.heard.find(({ booked }) => booked)?.card).toBeDefined()
    await time(3)
    const late = people.find((one) => one !== loser && one !== winner)
    await late?.listens()
    late?.sees(/over|next lot/)
  })

  it(`at night lots are drawn and nobody is woken (${channel})`, async () => {
    const self = await someone('en', 'Dora Vier')
    await self.enters()
    const { database, conversations, keys } = office
    const at = async (clock: string) => {
      const now = instantOf({ day: addDays(today, 2), time: clock }) ?? new Date(0)
      office.clock.now = now
      await seeToDraws({ database, conversations, keys, log, now: () => now })
    }
    await at('22:00')
    expect(await database.prisma.lot.findMany({ where: { drawId } })).toMatchObject([{ state: 'waiting', rank: 1 }])
    office.clock.now = noon(addDays(today, 3))
    await seeToDraws({ database, conversations, keys, log, now: () => office.clock.now })
    await self.listens()
    self.isAsked('drawn')
  })

  it(`a lot is changed and taken back (${channel})`, async () => {
    const self = await someone('en', 'Emma Fünf')
    await self.enters()
    const { number } = await office.database.prisma.lot.findFirstOrThrow({ where: { drawId } })
    await self.taps(self.t('draw.menu'))
    await self.taps(self.t('draw.change', { lot: number }))
    await self.taps(self.t('draw.prefers.afternoon'))
    await self.taps(self.t('draw.waits.no'))
    await self.taps(self.t('draw.save'))
    self.sees(self.t('draw.changed', { lot: number }))
    expect(await office.database.prisma.lot.findMany({ where: { drawId } })).toMatchObject([
      { prefers: 'afternoon', takesWaitlist: false, number },
    ])
    await self.taps(self.t('draw.menu'))
    await self.taps(self.t('draw.withdraw', { lot: number }))
    self.sees(self.t('draw.withdrawn', { lot: number }))
    expect(await office.database.prisma.lot.count({ where: { drawId } })).toBe(0)
  })
}
