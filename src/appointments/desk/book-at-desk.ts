import { randomUUID } from 'node:crypto'
import type { Tx } from '#database.ts'
import { identityOf } from '#privacy/identity.ts'
import type { Keys } from '#privacy/keys.ts'
import { type Appointment, appointmentColumns } from '../appointment.ts'
import { newCheckInCode, newCode, readCode } from '../code.ts'
import { type FreeTime, nearestFree } from '../find-free.ts'
import { type Applicant, sealPerson, writePerson } from '../write-person.ts'
import { wantedSlots } from './wanted-slots.ts'

/**
 * `contactCode`: the code of an appointment whose conversation hears of this one too: a helper who books for several people.
 * Without it nobody is written to.
 */
export type DeskBooking = {
  departmentId: string
  serviceId: string
  locationId: string
  units: number
  startsAt: Date
  applicant: Applicant
  people: number
  language: string
  contactCode?: string | undefined
  now: Date
}

export type BookedAtDesk =
  | { outcome: 'booked'; appointment: Appointment }
  | { outcome: 'taken'; alternatives: FreeTime[] }
  /** The person has an appointment to come in this department. */
  | { outcome: 'has-one'; appointment: Appointment }

/** Books for somebody who stands at the desk or calls: any time that is not over, also before the public may have it. */
export async function bookAtDesk(tx: Tx, keys: Keys, booking: DeskBooking, makeCode = newCode): Promise<BookedAtDesk> {
  const identity = identityOf(keys, booking.applicant)
  for (let tries = 0; tries < 10; tries++) {
    const fresh = { id: randomUUID(), code: makeCode(), checkInCode: newCheckInCode() }
    const [result] = await tx.query<{ endsAt: Date; isBooked: boolean }>(
      statement(keys, { ...booking, ...fresh, identity }),
    )
    if (!result) return { outcome: 'taken', alternatives: await otherTimes(tx, booking) }
    const { departmentId, serviceId, locationId, startsAt, people, language } = booking
    const { endsAt } = result
    const place = { departmentId, serviceId, locationId, startsAt, endsAt, people, language }
    if (result.isBooked) return { outcome: 'booked', appointment: { ...fresh, ...place, state: 'booked', moves: 0 } }
    const other = await findOther(tx, { departmentId, identity })
    if (other) return { outcome: 'has-one', appointment: other }
  }
  throw new Error('No booking was possible although nothing speaks against it')
}

/**
 * One statement, as `book`, but without a hold: the seats are looked at under their locks and taken for a row that was really
 * written. The slots are locked before the person's index is asked, the other way round than in `book`: where the two meet
 * crosswise the database ends one of them, and `transaction` runs it again.
 */
function statement(
  keys: Keys,
  booking: DeskBooking & { id: string; code: string; checkInCode: string; identity: Buffer },
) {
  const { applicantId, values } = sealPerson(keys, booking.applicant)
  return {
    name: 'book-at-desk',
    text: `
      WITH RECURSIVE
        ${wantedSlots({ departmentId: '$2', locationId: '$9', startsAt: '$18', units: '$19::int' })},
        locked AS MATERIALIZED (
          SELECT id, capacity, booked, held, state FROM slot WHERE id = ANY (ARRAY(SELECT id FROM wanted)) ORDER BY id FOR UPDATE
        ),
        fitting AS MATERIALIZED (
          SELECT (SELECT array_agg(id ORDER BY unit) FROM wanted) AS slot_ids, (SELECT max(ends_at) FROM wanted) AS ends_at
          FROM locked WHERE state = 'open' AND booked + held < capacity
          HAVING count(*) = $19::int AND (SELECT max(ends_at) FROM wanted) > $17
        ),
        over AS (
          UPDATE appointment SET active = false FROM fitting
          WHERE identity = $7 AND department_id = $2 AND appointment.state = 'booked' AND active
            AND appointment.ends_at <= $17
          RETURNING appointment.id
        ),
        booked AS (
          INSERT INTO appointment (id, code, check_in_code, department_id, service_id, location_id, starts_at, ends_at,
            slot_ids, people, identity, applicant_id, conversation_id, channel, language, booked_at)
          SELECT $3, $4, $5, $2, $1, $9, $18, ends_at, slot_ids, $6, $7, $8, (${contact}), 'desk', $10, $17
          FROM fitting WHERE (SELECT count(*) FROM over) >= 0
          ON CONFLICT DO NOTHING
          RETURNING id, slot_ids
        ),
        ${writePerson},
        seats AS (
          UPDATE slot SET booked = locked.booked + 1, held = locked.held, capacity = locked.capacity
          FROM locked, booked WHERE slot.id = locked.id
        )
      SELECT fitting.ends_at AS "endsAt", booked.id IS NOT NULL AS "isBooked" FROM fitting LEFT JOIN booked ON true`,
    values: [
      booking.serviceId,
      booking.departmentId,
      booking.id,
      booking.code,
      booking.checkInCode,
      booking.people,
      booking.identity,
      applicantId,
      booking.locationId,
      booking.language,
      ...values,
      booking.now,
      booking.startsAt,
      booking.units,
      readCode(booking.contactCode ?? '') ?? null,
    ],
  }
}

const contact = `
  SELECT other.conversation_id FROM appointment AS other
  WHERE other.code = $20 AND other.conversation_id IS NOT NULL ORDER BY other.booked_at DESC LIMIT 1`

async function otherTimes(
  tx: Tx,
  { departmentId, locationId, units, startsAt, now }: DeskBooking,
): Promise<FreeTime[]> {
  return nearestFree(tx, { departmentId, locationId, units, around: startsAt, now, audience: 'office' })
}

async function findOther(
  tx: Tx,
  { departmentId, identity }: { departmentId: string; identity: Buffer },
): Promise<Appointment | undefined> {
  const [other] = await tx.query<Appointment>({
    name: 'book-at-desk-find-other',
    text: `
      SELECT ${appointmentColumns('appointment')} FROM appointment
      WHERE identity = $1 AND department_id = $2 AND state = 'booked' AND active`,
    values: [identity, departmentId],
  })
  return other
}
