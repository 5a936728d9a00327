import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { check } from '#appointments/check.ts'
import { acceptLot } from '#appointments/draws/accept-lot.ts'
import { cancelDraw } from '#appointments/draws/cancel-draw.ts'
import { changeLot, withdrawLot } from '#appointments/draws/change-lot.ts'
import { drawLots, findDueDraws } from '#appointments/draws/draw-lots.ts'
import { expireLots } from '#appointments/draws/expire-lots.ts'
import { giveUpLot } from '#appointments/draws/give-up-lot.ts'
import { offerPlaces } from '#appointments/draws/offer-places.ts'
import { openDraw } from '#appointments/draws/open-draw.ts'
import { commitmentOf, listHashOf, orderLots } from '#appointments/draws/order.ts'
import { publishDraw } from '#appointments/draws/publish-draw.ts'
import { book } from '#appointments/book.ts'
import { hold } from '#appointments/hold.ts'
import { releaseAt } from '#appointments/calendar/release-at.ts'
import { eraseConversation } from '#privacy/erase-conversation.ts'
import { type FreshDatabase, freshDatabase } from '../../database/fresh-database.ts'
import { at, clear, keys, newcomer, now, oneUnit, someone } from '../small-office.ts'
import { drawDay, draws, enters, furnishForDraw, hours, newDraw, times } from './lottery.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterEach(async () => {
  expect(await check(database)).toEqual({ ok: true, findings: [] })
  await clear(database)
})
afterAll(() => database.close())

const lots = (drawId: string) => database.prisma.lot.findMany({ where: { drawId }, orderBy: { rank: 'asc' } })

it('takes every person once, however their name is spelled and wherever they come from', async () => {
  await furnishForDraw(database)
  const drawId = await newDraw(database)
  const first = await enters(database, drawId, 'Олена Ковальчук')
  expect(first.outcome).toBe('entered')
  expect(await enters(database, drawId, 'ОЛЕНА  Ковальчук')).toMatchObject({ outcome: 'already' })
  const again = await enters(database, drawId, 'олена ковальчук', {
    conversationId: first.conversationId,
    prefers: 'morning',
  })
  expect(again).toMatchObject({ outcome: 'changed', number: 'number' in first && first.number })
  expect(await lots(drawId)).toMatchObject([{ prefers: 'morning' }])
})

it('takes one of many entries of one person that come at once', async () => {
  await furnishForDraw(database)
  const drawId = await newDraw(database)
  const all = await Promise.all(Array.from({ length: 20 }, () => enters(database, drawId, 'Олена Ковальчук')))
  expect(all.filter(({ outcome }) => outcome === 'entered')).toHaveLength(1)
  expect(all.filter(({ outcome }) => outcome === 'already')).toHaveLength(19)
})

it('takes entries within the window only, and a few from one talk', async () => {
  await furnishForDraw(database)
  const drawId = await newDraw(database)
  expect(await enters(database, drawId, 'Zu Früh', { now: hours(-2) })).toMatchObject({ outcome: 'closed' })
  expect(await enters(database, drawId, 'Zu Spät', { now: times.closesAt })).toMatchObject({ outcome: 'closed' })
  const helper = await newcomer(database)
  for (const name of ['Eins', 'Zwei', 'Drei', 'Vier', 'Fünf'])
    expect(await enters(database, drawId, `Person ${name}`, { conversationId: helper })).toMatchObject({
      outcome: 'entered',
    })
  expect(await enters(database, drawId, 'Person Sechs', { conversationId: helper })).toMatchObject({
    outcome: 'too-many',
  })
})

it('turns away who has an appointment in the department', async () => {
  await furnishForDraw(database)
  await database.prisma.slot.updateMany({ where: { startsAt: at('09:00', drawDay) }, data: { publicFrom: null } })
  const conversationId = await newcomer(database)
  await bookFor(conversationId, 'Hat Einen')
  const drawId = await newDraw(database)
  expect(await enters(database, drawId, 'Hat Einen')).toMatchObject({ outcome: 'has-one' })
})

it('draws in the order that anybody can compute, and shows the seed only then', async () => {
  await furnishForDraw(database)
  const drawId = await newDraw(database)
  for (let n = 0; n < 20; n++) await enters(database, drawId, `Probe ${'abcdefghijklmnopqrst'[n]}`)
  const before = await publishDraw(database, { id: drawId, now })
  expect(before).toMatchObject({ state: 'open', seed: null, listHash: null, entries: 20, lots: [] })
  const closed = await publishDraw(database, { id: drawId, now: times.closesAt })
  expect(closed?.lots).toHaveLength(20)
  const { drawn, offered } = await draws(database, drawId)
  expect(drawn).toEqual({ outcome: 'drawn', lots: 20 })
  expect(offered).toEqual({ offered: 6, isSettled: false })
  const after = await publishDraw(database, { id: drawId, now: times.drawsAt })
  if (!after?.seed) throw new Error('there is no seed')
  const numbers = after.lots.map(({ number }) => number)
  expect(commitmentOf(after.seed)).toBe(before?.commitment)
  expect(listHashOf(numbers)).toBe(closed?.listHash)
  expect(orderLots({ seed: after.seed, lots: numbers.toSorted() })).toEqual(numbers)
  expect(after.lots.map(({ state }) => state)).toEqual([...Array(6).fill('offered'), ...Array(14).fill('waiting')])
})

it('draws once, and not before the window is over', async () => {
  await furnishForDraw(database)
  const drawId = await newDraw(database)
  await enters(database, drawId, 'Olga Eins')
  const drawAt = (when: Date) => database.transaction((tx) => drawLots(tx, keys, { drawId, now: when }))
  expect(await drawAt(hours(1))).toEqual({ outcome: 'too-early' })
  expect(await findDueDraws(database, { now: times.closesAt })).toEqual([])
  expect(await findDueDraws(database, { now: times.drawsAt })).toEqual([drawId])
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => drawAt(times.drawsAt)))
  expect(outcomes.filter(({ outcome }) => outcome === 'drawn')).toHaveLength(1)
  expect(outcomes.filter(({ outcome }) => outcome === 'already')).toHaveLength(4)
})

it('gives a place that is declined or not confirmed in time to the next lot', async () => {
  await furnishForDraw(database, { perDay: 2 })
  const drawId = await newDraw(database)
  for (const name of ['Eins', 'Zwei', 'Drei', 'Vier']) await enters(database, drawId, `Person ${name}`)
  await draws(database, drawId)
  const [first, second, third, fourth] = await lots(drawId)
  if (!first || !second || !third || !fourth) throw new Error('there are four lots')
  const { conversationId } = first
  await database.transaction((tx) =>
    giveUpLot(tx, { conversationId: conversationId ?? '', number: first.number, as: 'declined' }),
  )
  await database.transaction((tx) => offerPlaces(tx, { drawId, now: hours(26) }))
  expect(await lots(drawId)).toMatchObject([
    { state: 'declined', name: null, dataKeyId: null },
    { state: 'offered' },
    { state: 'offered', news: 'won' },
    { state: 'waiting', news: 'lost' },
  ])
  // Too late is too late, also before anybody has let it go.
  const late = {
    conversationId: second.conversationId ?? '',
    number: second.number,
    channel: 'webchat',
    language: 'uk',
  }
  expect(await database.transaction((tx) => acceptLot(tx, keys, { ...late, now: hours(49) }))).toEqual({
    outcome: 'gone',
  })
  expect(await expireLots(database, { now: hours(49) })).toBe(1)
  await database.transaction((tx) => offerPlaces(tx, { drawId, now: hours(49) }))
  expect(await lots(drawId)).toMatchObject([
    { state: 'declined' },
    { state: 'lapsed' },
    { state: 'offered' },
    { state: 'offered' },
  ])
})

it('gives each place once, however many processes give places out at once', async () => {
  await furnishForDraw(database, { perDay: 4 })
  const drawId = await newDraw(database)
  for (let n = 0; n < 9; n++) await enters(database, drawId, `Probe ${'abcdefghi'[n]}`)
  await database.transaction((tx) => drawLots(tx, keys, { drawId, now: times.drawsAt }))
  const given = await Promise.all(
    Array.from({ length: 6 }, () => database.transaction((tx) => offerPlaces(tx, { drawId, now: times.drawsAt }))),
  )
  expect(given.map(({ offered }) => offered).toSorted()).toEqual([0, 0, 0, 0, 0, 4])
  const expired = await Promise.all(Array.from({ length: 4 }, () => expireLots(database, { now: hours(60) })))
  expect(expired.reduce((sum, each) => sum + each, 0)).toBe(4)
})

it('gives whole visits of more than one slot', async () => {
  await furnishForDraw(database, { perDay: 5, capacity: 2 })
  const drawId = await newDraw(database, { serviceId: 'general-2' })
  for (let n = 0; n < 6; n++) await enters(database, drawId, `Probe ${'abcdef'[n]}`)
  expect((await draws(database, drawId)).offered).toMatchObject({ offered: 4 })
  const offered = (await lots(drawId)).filter(({ state }) => state === 'offered')
  expect(offered.map(({ slotIds }) => slotIds.length)).toEqual([2, 2, 2, 2])
})

it('books for whoever confirms, once, and the draw ends when nobody is left', async () => {
  await furnishForDraw(database, { perDay: 2 })
  const drawId = await newDraw(database)
  for (const name of ['Eins', 'Zwei', 'Drei']) await enters(database, drawId, `Person ${name}`)
  await draws(database, drawId)
  for (const { conversationId, number } of (await lots(drawId)).slice(0, 2)) {
    const accepting = {
      conversationId: conversationId ?? '',
      number,
      channel: 'webchat',
      language: 'uk',
      now: hours(26),
    }
    const both = await Promise.all([0, 1].map(() => database.transaction((tx) => acceptLot(tx, keys, accepting))))
    expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['booked', 'gone'])
  }
  expect(await database.prisma.appointment.count({ where: { state: 'booked' } })).toBe(2)
  // The third waits: somebody may still give a place back.
  await database.transaction((tx) => offerPlaces(tx, { drawId, now: hours(26) }))
  expect(await publishDraw(database, { id: drawId, now: hours(26) })).toMatchObject({ state: 'drawn' })
  await database.transaction((tx) => offerPlaces(tx, { drawId, now: at('10:00', drawDay) }))
  expect(await publishDraw(database, { id: drawId, now: hours(26) })).toMatchObject({ state: 'settled' })
  expect((await lots(drawId)).at(-1)).toMatchObject({ state: 'waiting', news: 'over', identity: null, name: null })
})

it('passes over who has booked meanwhile', async () => {
  await furnishForDraw(database, { perDay: 3 })
  await database.prisma.slot.updateMany({ where: { startsAt: at('09:00', drawDay) }, data: { publicFrom: null } })
  const drawId = await newDraw(database)
  const early = await enters(database, drawId, 'Person Eins')
  await enters(database, drawId, 'Person Zwei')
  await bookFor(early.conversationId, 'Person Eins')
  await draws(database, drawId)
  const states = (await lots(drawId)).map(({ number, state }) => [
    number === ('number' in early && early.number),
    state,
  ])
  expect(states.toSorted()).toEqual([
    [false, 'offered'],
    [true, 'passed'],
  ])
})

it('gives morning and afternoon to whom they suit, and anything rather than nothing', async () => {
  await furnishForDraw(database, { perDay: 18 })
  const drawId = await newDraw(database, { from: '11:20', before: '12:20' })
  for (let n = 0; n < 3; n++) await enters(database, drawId, `Nach Mittag ${'abc'[n]}`, { prefers: 'afternoon' })
  await draws(database, drawId)
  const got = (await lots(drawId)).map(({ startsAt }) => startsAt?.toISOString())
  expect(got).toEqual(
    [at('12:00', drawDay), at('11:20', drawDay), at('11:40', drawDay)].map((time) => time.toISOString()),
  )
})

it('keeps its times from everybody else, and what is left over becomes public the next morning', async () => {
  await furnishForDraw(database, { perDay: 2 })
  const drawId = await newDraw(database)
  const other = await newcomer(database)
  const wish = { ...oneUnit, conversationId: other, startsAt: at('09:00', drawDay), now }
  expect(await database.transaction((tx) => hold(tx, wish))).toMatchObject({ outcome: 'taken' })
  const days = { firstDay: drawDay, lastDay: drawDay }
  expect(
    await database.transaction((tx) => releaseAt(tx, { ...days, departmentId: 'general', publicFrom: null, now })),
  ).toEqual({
    outcome: 'set',
    slots: 0,
  })
  expect(await draws(database, drawId)).toMatchObject({ offered: { isSettled: true } })
  const slots = await database.prisma.slot.findMany({ where: { departmentId: 'general' } })
  expect(slots.map(({ publicFrom }) => publicFrom)).toEqual([at('08:00', '2026-11-25'), at('08:00', '2026-11-25')])
})

it('lets a lot be changed and taken back until the window ends, then the list is fixed', async () => {
  await furnishForDraw(database)
  const drawId = await newDraw(database)
  const { conversationId, ...mine } = await enters(database, drawId, 'Person Eins')
  const { conversationId: other, ...theirs } = await enters(database, drawId, 'Person Zwei')
  if (mine.outcome !== 'entered' || theirs.outcome !== 'entered') throw new Error('nobody is in')
  const { number } = mine
  const wish = { prefers: 'morning' as const, takesWaitlist: false }
  const change = (when: Date) =>
    database.transaction((tx) => changeLot(tx, { conversationId, number, ...wish, now: when }))
  expect(await change(now)).toEqual({ outcome: 'changed' })
  expect(await change(times.closesAt)).toEqual({ outcome: 'closed' })
  const withdraw = (whose: string, when: Date) =>
    database.transaction((tx) => withdrawLot(tx, { conversationId: whose, number, now: when }))
  expect(await withdraw(other, now)).toEqual({ outcome: 'closed' })
  expect(await withdraw(conversationId, times.closesAt)).toEqual({ outcome: 'closed' })
  expect(await withdraw(conversationId, now)).toEqual({ outcome: 'withdrawn' })
  await database.transaction((tx) => eraseConversation(tx, { conversationId: other, now: times.closesAt }))
  expect(await lots(drawId)).toMatchObject([
    { state: 'withdrawn', identity: null, name: null, conversationId: null, dataKeyId: null, number: theirs.number },
  ])
  expect(await database.prisma.dataKey.count()).toBe(0)
})

it('erases who has a place held for them, and gives it to the next', async () => {
  await furnishForDraw(database, { perDay: 1 })
  const drawId = await newDraw(database)
  await enters(database, drawId, 'Person Eins')
  await enters(database, drawId, 'Person Zwei')
  await draws(database, drawId)
  const [first] = await lots(drawId)
  await database.transaction((tx) =>
    eraseConversation(tx, { conversationId: first?.conversationId ?? '', now: hours(26) }),
  )
  await database.transaction((tx) => offerPlaces(tx, { drawId, now: hours(26) }))
  expect(await lots(drawId)).toMatchObject([{ state: 'withdrawn', identity: null }, { state: 'offered' }])
})

it('calls a draw off while nothing is drawn', async () => {
  await furnishForDraw(database)
  const drawId = await newDraw(database)
  await enters(database, drawId, 'Person Eins')
  const cancel = () => database.transaction((tx) => cancelDraw(tx, { drawId, now }))
  expect(await cancel()).toEqual({ outcome: 'cancelled', lots: 1 })
  expect(await cancel()).toEqual({ outcome: 'already' })
  expect(await lots(drawId)).toMatchObject([{ state: 'withdrawn', news: 'cancelled', name: null }])
  expect((await draws(database, drawId)).drawn).toEqual({ outcome: 'cancelled' })
})

it('refuses a draw without times, in the wrong order, or whose winners could not answer in time', async () => {
  await furnishForDraw(database)
  const place = { departmentId: 'general', serviceId: 'general-1', locationId: 'neuss' }
  const open = (wish: object) => {
    const whole = { ...place, firstDay: drawDay, lastDay: drawDay, ...times, holdHours: 24, now, ...wish }
    return database.transaction((tx) => openDraw(tx, keys, whole))
  }
  expect(await open({ closesAt: hours(26) })).toEqual({ outcome: 'out-of-order' })
  expect(await open({ opensAt: hours(-3), closesAt: hours(-1) })).toEqual({ outcome: 'closes-in-the-past' })
  expect(await open({ serviceId: 'asylum-1' })).toEqual({ outcome: 'not-a-service' })
  expect(await open({ drawsAt: hours(40), holdHours: 24 * 7 })).toEqual({ outcome: 'too-soon' })
  expect(await open({ from: '18:00' })).toEqual({ outcome: 'no-times' })
  expect(await open({})).toMatchObject({ outcome: 'opened', places: 6 })
  expect(await open({})).toEqual({ outcome: 'no-times' })
})

async function bookFor(conversationId: string, name: string): Promise<void> {
  const held = await database.transaction((tx) =>
    hold(tx, { ...oneUnit, conversationId, startsAt: at('09:00', drawDay), now }),
  )
  if (held.outcome !== 'held') throw new Error('the time is taken')
  const who = { ...someone(conversationId, name), holdId: held.hold.id }
  expect(await database.transaction((tx) => book(tx, keys, who))).toMatchObject({ outcome: 'booked' })
}
