import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { book } from '#appointments/book.ts'
import { cancel } from '#appointments/cancel.ts'
import { check } from '#appointments/check.ts'
import { bookAgain } from '#appointments/desk/book-again.ts'
import { bookAtDesk } from '#appointments/desk/book-at-desk.ts'
import { cancelForOffice } from '#appointments/desk/cancel-for-office.ts'
import { moveForOffice } from '#appointments/desk/move-for-office.ts'
import { expireHold } from '#appointments/expire-hold.ts'
import { hold } from '#appointments/hold.ts'
import { move } from '#appointments/move.ts'
import { release } from '#appointments/release.ts'
import { eraseConversation } from '#privacy/erase-conversation.ts'
import { erasePerson } from '#privacy/erase-person.ts'
import { type FreshDatabase, freshDatabase } from '../database/fresh-database.ts'
import { at, clear, furnish, keys, newcomer, now, oneUnit, runOut, someone, somebodyWaits } from './small-office.ts'

// Whoever waits for a slot that others change gets to see another row than the statement began with. What it then does to the
// seats must follow from that row and from nothing that is looked up anew: what the statement itself has written is not there.
let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase({ connections: 5 })
})
afterAll(() => database.close())
beforeEach(async () => {
  await clear(database)
  await furnish(database, { capacity: 3 })
})

const two = { ...oneUnit, serviceId: 'general-2', units: 2, now }

/** What somebody has who came before: an appointment of two slots from 09:00 and a hold from 09:20, which has one in common. */
async function standing() {
  const conversationId = await newcomer(database)
  const first = await held(conversationId, '09:00')
  const result = await book(database, keys, { ...someone(conversationId), holdId: first })
  if (result.outcome !== 'booked') throw new Error(result.outcome)
  return { conversationId, ...result.appointment, holdId: await held(conversationId, '09:20') }
}
type Standing = Awaited<ReturnType<typeof standing>>

async function held(conversationId: string, time: string): Promise<string> {
  const result = await hold(database, { ...two, conversationId, startsAt: at(time) })
  if (result.outcome !== 'held') throw new Error(result.outcome)
  return result.hold.id
}

type Deed = { act: (their: Standing) => Promise<unknown>; before?: (their: Standing) => Promise<unknown> }
const deeds: Record<string, Deed> = {
  'holding another time': {
    act: ({ conversationId }) => hold(database, { ...two, conversationId, startsAt: at('09:40') }),
  },
  'giving a hold back': { act: (their) => release(database, their) },
  'a hold that runs out': {
    before: ({ conversationId }) => runOut(database, conversationId),
    act: (their) => expireHold(database, their),
  },
  booking: {
    before: ({ conversationId, code }) => cancel(database, { conversationId, code, now }),
    act: ({ conversationId, holdId }) => book(database, keys, { ...someone(conversationId), holdId }),
  },
  moving: { act: ({ conversationId, code, holdId }) => move(database, { conversationId, code, holdId, now }) },
  cancelling: { act: ({ conversationId, code }) => cancel(database, { conversationId, code, now }) },
  'booking at the desk': {
    act: () => bookAtDesk(database, keys, { ...two, ...someone(''), applicant: somebodyElse, startsAt: at('09:00') }),
  },
  'moving by the office': {
    act: ({ id }) => moveForOffice(database, { appointmentId: id, startsAt: at('09:20'), by: 'office', now }),
  },
  'cancelling by the office': { act: ({ id }) => cancelForOffice(database, { appointmentId: id, by: 'office' }) },
  'booking again what the office cancelled': {
    before: ({ id }) => cancelForOffice(database, { appointmentId: id, by: 'office' }),
    act: ({ id }) => bookAgain(database, { appointmentId: id, now }),
  },
  'forgetting a conversation': { act: ({ conversationId }) => eraseConversation(database, { conversationId, now }) },
  'forgetting a person': { act: ({ code }) => erasePerson(database, { code, now }) },
}
const somebodyElse = { name: 'Somebody Else', dateOfBirth: '1991-08-24' }

// A small book is read from end to end, a large one by its indexes.
describe.each(['on', 'off'])('with enable_seqscan %s', (setting) => {
  beforeAll(async () => {
    const [row] = await database.prisma.$queryRaw<{ name: string }[]>`SELECT current_database() AS name`
    await database.prisma.$executeRawUnsafe(`ALTER DATABASE ${row?.name} SET enable_seqscan = ${setting}`)
    await database.prisma
      .$queryRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`
  })

  test.each(Object.entries(deeds))('%s counts the seats of slots that others change meanwhile', (_, deed) =>
    isCounted(deed),
  )
})

async function isCounted({ act, before }: Deed): Promise<void> {
  const their = await standing()
  await before?.(their)
  const seatsBefore = await allSeats()
  const doing = await database.transaction(async (others) => {
    await others.query({ name: 'test-change', text: 'UPDATE slot SET capacity = capacity + 1', values: [] })
    const begun = act(their)
    await somebodyWaits(database)
    return { begun }
  })
  await doing.begun
  expect(await check(database)).toEqual({ ok: true, findings: [] })
  expect(await allSeats()).not.toEqual(seatsBefore)
}

async function allSeats() {
  return database.prisma.slot.findMany({ select: { booked: true, held: true }, orderBy: { id: 'asc' } })
}
