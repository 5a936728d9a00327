import type { Tx } from '#database.ts'
import type { Keys } from '#privacy/keys.ts'
import { isUntouched } from '../access.ts'
import { type Visit, visitColumns } from '../attendance/visit.ts'
import { toldIn } from '../notices/told-in.ts'
import { type Person, personColumns, personJoin, type SealedPerson, withPerson } from '../person.ts'

/** A time during which nobody is served: a day, or a part of it. Without a department all of the place. */
export type ClosingTime = { departmentId?: string | undefined; locationId: string; from: Date; before: Date }

/** `isReachable`: the applicant hears of it in the chat by itself; the others are called or written to by the office. */
export type Affected = Visit & { person: Person | undefined; isReachable: boolean }

export type ClosingPreview = { slots: number; held: number; affected: Affected[] }

/** What closing would do: how many open times it takes away, and whose appointments. Nothing is changed. */
export async function previewClosing(
  tx: Tx,
  keys: Keys,
  { now, ...time }: ClosingTime & { now: Date },
): Promise<ClosingPreview> {
  const [slots] = await tx.query<{ slots: number; held: number }>({
    name: 'preview-closing-slots',
    text: `SELECT count(*) AS slots, coalesce(sum(held), 0)::int AS held FROM slot WHERE state = 'open' AND ${isIn} AND $5::timestamptz IS NOT NULL`,
    values: valuesOf(time, now),
  })
  const rows = await tx.query<Visit & SealedPerson & { isReachable: boolean }>({
    name: 'preview-closing',
    text: `
      SELECT ${visitColumns('appointment')}, ${personColumns},
        coalesce((SELECT reachable FROM conversation WHERE id = ${toldIn}), false) AS "isReachable"
      FROM appointment ${personJoin}
      WHERE ${isAffected} ORDER BY starts_at, appointment.id`,
    values: valuesOf(time, now),
  })
  return { slots: slots?.slots ?? 0, held: slots?.held ?? 0, affected: rows.map((row) => withPerson(keys, row)) }
}

export function valuesOf({ departmentId, locationId, from, before }: ClosingTime, now: Date) {
  return [locationId, departmentId ?? null, from, before, now]
}

/** SQL: whether a slot lies in the time, even with a part of it. */
export const isIn = `location_id = $1 AND ($2::text IS NULL OR department_id = $2)
  AND starts_at < $4 AND starts_at + minutes * interval '1 minute' > $3`

/** SQL: whether an appointment lies in it and can still be moved: it is not over, and nobody was called in to it. */
export const isAffected = `appointment.state = 'booked' AND appointment.location_id = $1
  AND ($2::text IS NULL OR appointment.department_id = $2) AND appointment.starts_at < $4 AND appointment.ends_at > $3
  AND appointment.ends_at > $5 AND appointment.attendance = 'unrecorded' AND ${isUntouched}`
