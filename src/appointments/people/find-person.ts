import type { Tx } from '#database.ts'
import type { Keys } from '#privacy/keys.ts'
import { type Person, personColumns, personJoin, type SealedPerson, withPerson } from '../person.ts'
import { type Visit, visitColumns } from '../attendance/visit.ts'
import { isWithin, type Reach, valuesOf } from './find-people.ts'

/** `canHear`: a chat knows of it that still lets us write. */
export type KnownVisit = Visit & { canHear: boolean; notes: number }

/**
 * Whose appointment it is, with all others of the same person in the places, the next or latest first. Once they are
 * forgotten only the appointment itself is known.
 */
export async function findPerson(
  tx: Tx,
  keys: Keys,
  { appointmentId, places }: { appointmentId: string; places?: Reach | undefined },
): Promise<{ person: Person | undefined; appointments: KnownVisit[] }> {
  const rows = await tx.query<KnownVisit & SealedPerson>({
    name: 'find-person',
    text: `
      SELECT ${visitColumns('appointment')}, ${personColumns},
        EXISTS (SELECT FROM conversation WHERE id = appointment.conversation_id AND reachable) AS "canHear",
        (SELECT count(*) FROM appointment_note WHERE appointment_id = appointment.id) AS notes
      FROM appointment ${personJoin}
      WHERE (appointment.id = $1 OR appointment.identity = (SELECT identity FROM appointment WHERE id = $1))
        AND ${isWithin('$2', '$3')}
      ORDER BY state = 'booked' DESC, starts_at DESC, appointment.id LIMIT 200`,
    values: [appointmentId, ...valuesOf(places)],
  })
  const known = rows.map((row) => withPerson(keys, row))
  return {
    person: known.find(({ person }) => person !== undefined)?.person,
    appointments: known.map(({ person: _person, ...visit }) => visit),
  }
}
