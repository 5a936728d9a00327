import type { Tx } from '#database.ts'
import { isUntouched } from '../access.ts'
import { bookAgain } from '../desk/book-again.ts'
import { rules } from '../rules.ts'
import { takeBack } from '../waitlist/take-back.ts'
import { queueUp } from './edit.ts'

/** `left`: appointments that their own people, or the desk, have changed since: they stay as they are now. */
export type Undone =
  | { outcome: 'undone'; restored: number; left: number }
  /** The people are being told. */
  | { outcome: 'too-late' }
  | { outcome: 'already' }
  | { outcome: 'not-found' }

/** Everything is as before the closing, for half a minute. Whoever tells the people and whoever undoes it meet at the notices. */
export async function undoClosing(tx: Tx, { closingId, now }: { closingId: string; now: Date }): Promise<Undone> {
  const [closing] = await tx.query<Closing>({
    name: 'undo-closing-lock',
    text: `
      SELECT location_id AS "locationId", slot_ids AS "slotIds", closure_id AS "closureId", closed_at AS "closedAt",
        undone_at AS "undoneAt"
      FROM closing WHERE id = $1 FOR UPDATE`,
    values: [closingId],
  })
  if (!closing) return { outcome: 'not-found' }
  if (closing.undoneAt) return { outcome: 'already' }
  await queueUp(tx, closing)
  const notices = await tx.query<{
    id: string
    appointmentId: string
    kind: 'moved' | 'cancelled'
    isClaimed: boolean
  }>({
    name: 'undo-closing-notices',
    text: `
      SELECT id, appointment_id AS "appointmentId", kind, claimed_at IS NOT NULL AS "isClaimed" FROM notice
      WHERE closing_id = $1 ORDER BY id FOR UPDATE`,
    values: [closingId],
  })
  const isOver = now.getTime() > closing.closedAt.getTime() + rules.undoSeconds * 1000
  if (isOver || notices.some(({ isClaimed }) => isClaimed)) return { outcome: 'too-late' }
  await reopen(tx, closing)
  let restored = 0
  for (const { appointmentId, kind } of notices)
    restored +=
      kind === 'moved' ? await moveBack(tx, appointmentId, now) : Number(await bookAgain(tx, { appointmentId, now }))
  await forget(tx, { closingId, closureId: closing.closureId, now })
  return { outcome: 'undone', restored, left: notices.length - restored }
}

type Closing = {
  locationId: string
  slotIds: number[]
  closureId: number | null
  closedAt: Date
  undoneAt: Date | null
}

async function reopen(tx: Tx, { slotIds }: Closing): Promise<void> {
  await tx.query({
    name: 'undo-closing-slots',
    text: `
      WITH locked AS MATERIALIZED (SELECT * FROM slot WHERE id = ANY ($1) AND state = 'closed' ORDER BY id FOR UPDATE)
      UPDATE slot SET state = 'open', booked = locked.booked, held = locked.held, capacity = locked.capacity
      FROM locked WHERE slot.id = locked.id`,
    values: [slotIds],
  })
}

/** The new row was never told to anybody: it goes, and the old one is booked as if nothing had been. */
async function moveBack(tx: Tx, appointmentId: string, now: Date): Promise<number> {
  const [later] = await tx.query<{ formerId: string | null }>({
    name: 'undo-closing-former',
    text: 'SELECT moved_from_id AS "formerId" FROM appointment WHERE id = $1',
    values: [appointmentId],
  })
  // A visit that was closed in part has left the other part to the waitlist.
  if (later?.formerId) await takeBack(tx, { appointmentId: later.formerId, now })
  const rows = await tx.query({
    name: 'undo-closing-move-back',
    text: `
      WITH
        later AS MATERIALIZED (
          SELECT * FROM appointment WHERE id = $1 AND state = 'booked' AND attendance = 'unrecorded' AND ${isUntouched}
          FOR UPDATE
        ),
        former AS MATERIALIZED (
          SELECT appointment.* FROM appointment, later WHERE appointment.id = later.moved_from_id FOR UPDATE OF appointment
        ),
        locked AS MATERIALIZED (
          SELECT id, booked, held, capacity FROM slot
          WHERE id = ANY (ARRAY(SELECT unnest(slot_ids) FROM later UNION ALL SELECT unnest(slot_ids) FROM former))
          ORDER BY id FOR UPDATE
        ),
        change AS MATERIALIZED (
          SELECT locked.*, (id = ANY (ARRAY(SELECT unnest(slot_ids) FROM former)))::int AS more,
            (id = ANY (ARRAY(SELECT unnest(slot_ids) FROM later)))::int AS less
          FROM locked
        ),
        fits AS (
          SELECT FROM former WHERE NOT EXISTS (SELECT FROM change WHERE booked + held + more - less > capacity)
        ),
        gone AS (DELETE FROM appointment USING later, fits WHERE appointment.id = later.id RETURNING appointment.id),
        back AS (
          UPDATE appointment SET state = 'booked', ended_at = NULL FROM former, gone WHERE appointment.id = former.id
          RETURNING appointment.id
        ),
        seats AS (
          UPDATE slot SET booked = change.booked + more - less, held = change.held, capacity = change.capacity
          FROM change, back WHERE slot.id = change.id AND more <> less
        )
      SELECT id FROM back`,
    values: [appointmentId],
  })
  return rows.length
}

async function forget(
  tx: Tx,
  { closingId, closureId, now }: { closingId: string; closureId: number | null; now: Date },
): Promise<void> {
  await tx.query({
    name: 'undo-closing',
    text: `
      WITH
        untold AS (DELETE FROM notice WHERE closing_id = $1),
        closure AS (DELETE FROM closure WHERE id = $2)
      UPDATE closing SET undone_at = $3 WHERE id = $1`,
    values: [closingId, closureId, now],
  })
}
