import { randomUUID } from 'node:crypto'
import type { Statement, Tx } from '#database.ts'
import { identityOf } from '#privacy/identity.ts'
import type { Keys } from '#privacy/keys.ts'
import type { Appointment } from './appointment.ts'
import { newCheckInCode, newCode } from './code.ts'
import type { FreeTime } from './find-free.ts'
import { afterLostHold } from './lost-hold.ts'
import { type Applicant, sealPerson, writePerson } from './write-person.ts'

export type Booking = {
  conversationId: string
  holdId: string
  applicant: Applicant
  people: number
  channel: string
  language: string
  now: Date
}

export type Booked =
  | { outcome: 'booked'; appointment: Appointment }
  | { outcome: 'hold-expired'; alternatives: FreeTime[] }
  /** The person has an appointment in this department. When and under which code only the conversation that may see it learns. */
  | { outcome: 'has-one'; startsAt?: Date; code?: string }

/** Makes the held time an appointment. A refusal changes nothing, but for an expired hold, which is given back at once. */
export async function book(tx: Tx, keys: Keys, booking: Booking, makeCode = newCode): Promise<Booked> {
  const identity = identityOf(keys, booking.applicant)
  const { people, language } = booking
  for (let tries = 0; tries < 10; tries++) {
    const fresh = { id: randomUUID(), code: makeCode(), checkInCode: newCheckInCode() }
    const [held] = await tx.query<Held>(bookStatement(keys, { ...booking, ...fresh, identity }))
    if (!held) return { outcome: 'hold-expired', alternatives: await afterLostHold(tx, booking) }
    const { isBooked, ...time } = held
    if (isBooked)
      return { outcome: 'booked', appointment: { ...fresh, ...time, state: 'booked', people, moves: 0, language } }
    const other = await findOther(tx, { ...booking, identity })
    if (other) return { outcome: 'has-one', ...other }
    // The code was in use, or the person's other appointment has just been cancelled: once more.
  }
  throw new Error('No booking was possible although nothing speaks against it')
}

type Held = Pick<Appointment, 'departmentId' | 'serviceId' | 'locationId' | 'startsAt' | 'endsAt'> & {
  isBooked: boolean
}
type Fresh = Pick<Appointment, 'id' | 'code' | 'checkInCode'>

/**
 * One statement, so that nothing can be half done: everything follows from the appointment's row. Its insert waits for
 * another one of the same person and loses to it without an error (`ON CONFLICT` without a target: person or code).
 * No row: the hold is gone or over. A row that is not booked: the hold lives, the insert lost.
 */
export function bookStatement(
  keys: Keys,
  {
    conversationId,
    holdId,
    applicant,
    identity,
    id,
    code,
    checkInCode,
    ...booking
  }: Booking & Fresh & { identity: Buffer },
): Statement {
  const person = sealPerson(keys, applicant)
  return {
    name: 'book',
    text: `
      WITH
        mine AS MATERIALIZED (SELECT * FROM hold WHERE conversation_id = $1 AND id = $2 FOR UPDATE),
        -- Judged after the lock, by the clock that runs: now() stands still while a transaction waits.
        live AS MATERIALIZED (SELECT * FROM mine WHERE expires_at > clock_timestamp()),
        -- A visit that is over is in nobody's way, whether or not anybody recorded it.
        over AS (
          UPDATE appointment SET active = false FROM live
          WHERE appointment.identity = $7 AND appointment.department_id = live.department_id
            AND appointment.state = 'booked' AND appointment.active AND appointment.ends_at <= $17
          RETURNING appointment.id
        ),
        booked AS (
          INSERT INTO appointment (id, code, check_in_code, department_id, service_id, location_id, starts_at, ends_at,
            slot_ids, people, identity, applicant_id, conversation_id, channel, language, booked_at)
          SELECT $3, $4, $5, department_id, service_id, location_id, starts_at, ends_at,
            slot_ids, $6, $7, $8, $1, $9, $10, clock_timestamp()
          FROM live WHERE (SELECT count(*) FROM over) >= 0
          ON CONFLICT DO NOTHING
          RETURNING id, slot_ids
        ),
        ${writePerson},
        used AS (DELETE FROM hold USING booked WHERE hold.id = $2),
        locked AS MATERIALIZED (
          SELECT id FROM slot WHERE id = ANY (ARRAY(SELECT unnest(slot_ids) FROM booked)) ORDER BY id FOR UPDATE
        ),
        seats AS (UPDATE slot SET held = held - 1, booked = slot.booked + 1 FROM locked WHERE slot.id = locked.id)
      SELECT live.department_id AS "departmentId", live.service_id AS "serviceId", live.location_id AS "locationId",
        live.starts_at AS "startsAt", live.ends_at AS "endsAt", booked.id IS NOT NULL AS "isBooked"
      FROM live LEFT JOIN booked ON true`,
    values: [
      conversationId,
      holdId,
      id,
      code,
      checkInCode,
      booking.people,
      identity,
      person.applicantId,
      booking.channel,
      booking.language,
      ...person.values,
      booking.now,
    ],
  }
}

async function findOther(
  tx: Tx,
  { conversationId, holdId, identity }: { conversationId: string; holdId: string; identity: Buffer },
): Promise<{ startsAt: Date; code: string } | {} | undefined> {
  const [other] = await tx.query<{ startsAt: Date; code: string; isMine: boolean }>({
    name: 'book-find-other',
    text: `
      SELECT other.starts_at AS "startsAt", other.code,
        coalesce(other.conversation_id = $1, false)
          OR EXISTS (SELECT FROM appointment_access WHERE conversation_id = $1 AND code = other.code) AS "isMine"
      FROM hold JOIN appointment AS other ON other.department_id = hold.department_id
      WHERE hold.id = $2 AND other.identity = $3 AND other.state = 'booked' AND other.active`,
    values: [conversationId, holdId, identity],
  })
  if (!other) return undefined
  return other.isMine ? { startsAt: other.startsAt, code: other.code } : {}
}
