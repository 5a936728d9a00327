import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { book } from '#appointments/book.ts'
import { cancel } from '#appointments/cancel.ts'
import { hold } from '#appointments/hold.ts'
import { countSeats } from '#reports/count-seats.ts'
import { readTimeline } from '#reports/timeline.ts'
import { sampleWaits } from '#reports/sample-waits.ts'
import { at, clear, furnish, keys, newcomer, now, oneUnit, someone } from '../appointments/small-office.ts'
import { type FreshDatabase, freshDatabase } from '../database/fresh-database.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  await clear(database)
  await database.prisma.$executeRaw`TRUNCATE seat_count, wait_sample`
  await furnish(database, { capacity: 2 })
})

async function books(time: string) {
  const conversationId = await newcomer(database)
  const held = await hold(database, { ...oneUnit, conversationId, startsAt: at(time), now })
  if (held.outcome !== 'held') throw new Error(`Not held but ${held.outcome}`)
  const booked = await book(database, keys, { ...someone(conversationId), holdId: held.hold.id })
  if (booked.outcome !== 'booked') throw new Error(`Not booked but ${booked.outcome}`)
  return { conversationId, ...booked.appointment }
}

async function givesBack(time: string) {
  const { conversationId, code } = await books(time)
  await cancel(database, { conversationId, code, now })
}

/** Freed seats are the waitlist's first; here they become everybody's at once, and had been given back in the test's own time. */
async function opens() {
  await database.prisma.$executeRaw`UPDATE slot SET held = 0`
  await database.prisma
    .$executeRaw`UPDATE freed_seat SET state = 'public', settled_at = now(), freed_at = ${now} WHERE settled_at IS NULL`
}

const days = { from: '2026-11-24', to: '2026-11-24', today: '2026-11-26' }
const nextDay = at('10:00', '2026-11-26')

describe('seats that were given back', () => {
  it('are taken again when somebody books them afterwards, and wasted when nobody does', async () => {
    await givesBack('09:00')
    await givesBack('09:20')
    await givesBack('09:20')
    await opens()
    await books('09:00')
    await books('09:20')
    await books('09:40')
    for (const again of [1, 2]) {
      await countSeats(database, { now: nextDay })
      const { weeks } = await readTimeline(database, days)
      expect(weeks, `${again}`).toMatchObject([{ freed: 3, refilled: 2, refilledAttended: 0, wasted: 1 }])
    }
    const [counted] = await database.prisma.seatCount.findMany({ where: { departmentId: 'general' } })
    expect(counted).toMatchObject({ seats: 12, booked: 3 })
  })
})

describe('the next free time', () => {
  it('is measured once a day, from tomorrow on', async () => {
    await database.prisma.openingHours.create({
      data: { ...place, weekday: 1, opens: '09:00', closes: '11:00', slotMinutes: 20, capacity: 2 },
    })
    await sampleWaits(database, { now })
    await database.prisma.slot.deleteMany()
    await sampleWaits(database, { now })
    expect(await database.prisma.waitSample.findMany({ select: { days: true } })).toEqual([{ days: 1 }])
  })
})

const place = { departmentId: 'general', locationId: 'neuss' }
