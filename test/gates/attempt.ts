import { randomUUID } from 'node:crypto'
import { book } from '#appointments/book.ts'
import { newCheckInCode, newCode } from '#appointments/code.ts'
import { hold } from '#appointments/hold.ts'
import type { Database, Tx } from '#database.ts'
import { keys, now, oneUnit, someone } from '../appointments/small-office.ts'

export type Wanted = { conversationId: string; startsAt: Date }
export type Attempted = 'booked' | 'refused with other times' | 'refused without'

/** One person's way to a seat. The gates run it as it is, and with its guard replaced. */
export type Attempt = (database: Database, wanted: Wanted) => Promise<Attempted>

/** As people do it: reserve in one turn, confirm in another. */
const ours: Attempt = async (database, { conversationId, startsAt }) => {
  const held = await database.transaction((tx) => hold(tx, { ...oneUnit, conversationId, startsAt, now }))
  if (held.outcome === 'taken') return refused(held.alternatives)
  const booked = await database.transaction((tx) =>
    book(tx, keys, { ...someone(conversationId), holdId: held.hold.id }),
  )
  if (booked.outcome === 'booked') return 'booked'
  return refused(booked.outcome === 'hold-expired' ? booked.alternatives : [])
}

const checkThenInsert: Attempt = (database, wanted) =>
  database.transaction(async (tx) => ((await hasSeat(tx, wanted)) ? insert(tx, wanted) : 'refused with other times'))

/** The lock is right, but the snapshot was taken before it was waited for. */
const lockThenCheckOldSnapshot: Attempt = (database, wanted) =>
  database.transaction(async (tx) => {
    await tx.query({ name: 'mutant-isolation', text: 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ', values: [] })
    await tx.query({
      name: 'mutant-lock',
      text: 'SELECT pg_advisory_xact_lock(extract(epoch FROM $1::timestamptz)::bigint)',
      values: [wanted.startsAt],
    })
    return (await hasSeat(tx, wanted)) ? insert(tx, wanted) : 'refused with other times'
  })

export const attempts = { ours, checkThenInsert, lockThenCheckOldSnapshot }
export type AttemptName = keyof typeof attempts

function refused(alternatives: readonly object[]): Attempted {
  return alternatives.length > 0 ? 'refused with other times' : 'refused without'
}

async function hasSeat(tx: Tx, { startsAt }: Wanted): Promise<boolean> {
  const [row] = await tx.query<{ free: boolean }>({
    name: 'mutant-check',
    text: `SELECT (SELECT count(*) FROM appointment WHERE starts_at = $1) < capacity AS free
           FROM slot WHERE department_id = 'general' AND location_id = 'neuss' AND starts_at = $1`,
    values: [startsAt],
  })
  return row?.free ?? false
}

async function insert(tx: Tx, { conversationId, startsAt }: Wanted): Promise<Attempted> {
  await tx.query({
    name: 'mutant-insert',
    text: `INSERT INTO appointment (id, code, check_in_code, department_id, service_id, location_id, starts_at, ends_at, slot_ids,
             people, conversation_id, channel, language)
           SELECT $1, $2, $3, department_id, 'general-1', location_id, starts_at, starts_at + interval '20 minutes', ARRAY[id],
             1, $4, 'webchat', 'uk'
           FROM slot WHERE department_id = 'general' AND location_id = 'neuss' AND starts_at = $5`,
    values: [randomUUID(), newCode(), newCheckInCode(), conversationId, startsAt],
  })
  return 'booked'
}
