import type { Tx } from '#database.ts'
import type { Keys } from '#privacy/keys.ts'
import { type Person, personColumns, personJoin, type SealedPerson, withPerson } from '../person.ts'
import { dayOf } from './act-on.ts'
import { type Visit, visitColumns } from './visit.ts'

/** Where a visit stands in the day's list. `unrecorded`: its time is over and nobody knows whether somebody came. */
export type Group = 'expected' | 'arrived' | 'called' | 'with_clerk' | 'done' | 'no_show' | 'unrecorded'

export type TodaysVisit = Visit & { group: Group; notes: number; person: Person | undefined }

export type Places = { locationId: string; departmentIds?: readonly string[] | undefined }

/** The day's visits, in the order of their times. What a visit is for is named by ids: the office's data is elsewhere. */
export async function today(
  tx: Tx,
  keys: Keys,
  { locationId, departmentIds, now }: Places & { now: Date },
): Promise<TodaysVisit[]> {
  const { from, before } = dayOf(now)
  const rows = await tx.query<Visit & SealedPerson & { notes: number }>({
    name: 'today',
    text: `
      SELECT ${visitColumns('appointment')}, ${personColumns},
        (SELECT count(*) FROM appointment_note WHERE appointment_id = appointment.id) AS notes
      FROM appointment ${personJoin}
      WHERE appointment.location_id = $1 AND starts_at >= $2 AND starts_at < $3 AND state = 'booked'
        AND ($4::text[] IS NULL OR department_id = ANY ($4))
      ORDER BY starts_at, arrived_at, appointment.id`,
    values: [locationId, from, before, departmentIds ?? null],
  })
  return rows.map((row) => ({ ...withPerson(keys, row), group: groupOf(row, now) }))
}

function groupOf({ presence, attendance, endsAt }: Visit, now: Date): Group {
  if (presence !== 'expected') return presence
  if (attendance === 'attended') return 'done'
  if (attendance === 'no_show') return 'no_show'
  return endsAt <= now ? 'unrecorded' : 'expected'
}
