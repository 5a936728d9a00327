import type { Tx } from '#database.ts'
import { isUntouched, mayAct } from './access.ts'
import { type Appointment, appointmentColumns } from './appointment.ts'

export type Cancelled =
  | { outcome: 'cancelled'; appointment: Appointment }
  | { outcome: 'already' }
  | { outcome: 'started' }
  | { outcome: 'not-found' }

type Cancelling = { conversationId: string; code: string; now: Date }

/** Gives the time back. The same code a second time is `already`. */
export async function cancel(tx: Tx, cancelling: Cancelling): Promise<Cancelled> {
  for (let tries = 0; tries < 10; tries++) {
    const cancelled = await end(tx, cancelling)
    if (cancelled) return { outcome: 'cancelled', appointment: cancelled }
    const refusal = await findReason(tx, cancelling)
    if (refusal) return { outcome: refusal }
    // It has just been moved: once more, where it stands now.
  }
  throw new Error('No cancellation was possible although nothing speaks against it')
}

async function end(tx: Tx, { conversationId, code, now }: Cancelling): Promise<Appointment | undefined> {
  const [cancelled] = await tx.query<Appointment>({
    name: 'cancel',
    text: `
      WITH
        mine AS MATERIALIZED (
          SELECT id, slot_ids FROM appointment
          WHERE code = $2 AND state = 'booked' AND starts_at > $3 AND ${isUntouched} AND ${mayAct('$1')}
          FOR UPDATE
        ),
        ended AS (
          UPDATE appointment SET state = 'cancelled_by_applicant', ended_at = clock_timestamp()
          FROM mine WHERE appointment.id = mine.id
          RETURNING appointment.*
        ),
        locked AS MATERIALIZED (
          SELECT id FROM slot WHERE id = ANY (ARRAY(SELECT unnest(slot_ids) FROM ended)) ORDER BY id FOR UPDATE
        ),
        seats AS (UPDATE slot SET booked = booked - 1 FROM locked WHERE slot.id = locked.id)
      SELECT ${appointmentColumns('ended')} FROM ended`,
    values: [conversationId, code, now],
  })
  return cancelled
}

type Reason = Exclude<Cancelled['outcome'], 'cancelled'>

/** Why nothing was cancelled; undefined when nothing speaks against it any more. */
async function findReason(tx: Tx, { conversationId, code, now }: Cancelling): Promise<Reason | undefined> {
  const [last] = await tx.query<Pick<Appointment, 'state' | 'startsAt'> & { isUntouched: boolean }>({
    name: 'cancel-find-reason',
    text: `
      SELECT state, starts_at AS "startsAt", ${isUntouched} AS "isUntouched" FROM appointment
      WHERE code = $2 AND ${mayAct('$1')}
      ORDER BY state = 'booked' DESC, booked_at DESC LIMIT 1`,
    values: [conversationId, code],
  })
  if (!last) return 'not-found'
  if (last.state !== 'booked') return 'already'
  return last.startsAt <= now || !last.isUntouched ? 'started' : undefined
}
