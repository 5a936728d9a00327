import { randomUUID } from 'node:crypto'
import type { Tx } from '#database.ts'
import { decrypt } from '#privacy/encrypt.ts'
import { type Keys, unwrapDataKey } from '#privacy/keys.ts'
import type { Appointment } from '../appointment.ts'
import { newCheckInCode, newCode } from '../code.ts'
import { type Applicant, sealPerson, writePerson } from '../write-person.ts'
import { lotPlace } from './enter.ts'
import { giveUpLot } from './give-up-lot.ts'

export type Accepting = { conversationId: string; number: string; channel: string; language: string; now: Date }

export type Accepted =
  | { outcome: 'booked'; appointment: Appointment }
  /** The time to confirm is over, or it was confirmed or declined before. */
  | { outcome: 'gone' }
  /** The person has booked elsewhere meanwhile: the place goes to the next lot. */
  | { outcome: 'has-one' }

/** Makes the place that is held for a lot the appointment of whoever entered it. */
export async function acceptLot(tx: Tx, keys: Keys, accepting: Accepting, makeCode = newCode): Promise<Accepted> {
  const { conversationId, number, channel, language, now } = accepting
  const lot = await lockLot(tx, accepting)
  if (!lot) return { outcome: 'gone' }
  const applicant = openApplicant(keys, lot)
  for (let tries = 0; tries < 10; tries++) {
    const fresh = { id: randomUUID(), code: makeCode(), checkInCode: newCheckInCode() }
    const person = sealPerson(keys, applicant)
    const [booked] = await tx.query<
      Pick<Appointment, 'departmentId' | 'serviceId' | 'locationId' | 'startsAt' | 'endsAt'>
    >({
      name: 'accept-lot',
      text: `
        WITH
          mine AS MATERIALIZED (
            SELECT lot.*, department_id, service_id, location_id FROM lot JOIN draw ON draw.id = draw_id WHERE lot.id = $2
          ),
          -- A visit that is over is in nobody's way, whether or not anybody recorded it.
          over AS (
            UPDATE appointment SET active = false FROM mine
            WHERE appointment.identity = mine.identity AND appointment.department_id = mine.department_id
              AND appointment.state = 'booked' AND appointment.active AND appointment.ends_at <= $17
            RETURNING appointment.id
          ),
          booked AS (
            INSERT INTO appointment (id, code, check_in_code, department_id, service_id, location_id, starts_at, ends_at,
              slot_ids, people, identity, applicant_id, conversation_id, channel, language, booked_at)
            SELECT $3, $4, $5, department_id, service_id, location_id, starts_at, ends_at,
              slot_ids, $6, $7, $8, $1, $9, $10, clock_timestamp()
            FROM mine WHERE (SELECT count(*) FROM over) >= 0
            ON CONFLICT DO NOTHING
            RETURNING *
          ),
          ${writePerson},
          used AS (
            UPDATE lot SET state = 'confirmed', slot_ids = NULL, starts_at = NULL, ends_at = NULL, expires_at = NULL,
              identity = NULL, name = NULL, date_of_birth = NULL, data_key_id = NULL, news = NULL
            FROM booked WHERE lot.id = $2
          ),
          keys AS (DELETE FROM data_key WHERE id = (SELECT data_key_id FROM mine) AND EXISTS (SELECT FROM booked)),
          locked AS MATERIALIZED (
            SELECT id FROM slot WHERE id = ANY (ARRAY(SELECT unnest(slot_ids) FROM booked)) ORDER BY id FOR UPDATE
          ),
          seats AS (UPDATE slot SET held = held - 1, booked = slot.booked + 1 FROM locked WHERE slot.id = locked.id)
        SELECT department_id AS "departmentId", service_id AS "serviceId", location_id AS "locationId",
          starts_at AS "startsAt", ends_at AS "endsAt"
        FROM booked`,
      values: [
        conversationId,
        lot.id,
        fresh.id,
        fresh.code,
        fresh.checkInCode,
        lot.people,
        lot.identity,
        person.applicantId,
        channel,
        language,
        ...person.values,
        now,
      ],
    })
    if (booked)
      return {
        outcome: 'booked',
        appointment: { ...fresh, ...booked, state: 'booked', people: lot.people, moves: 0, language },
      }
    if (await hasOther(tx, lot)) {
      await giveUpLot(tx, { conversationId, number, as: 'passed' })
      return { outcome: 'has-one' }
    }
    // The code was in use: once more.
  }
  throw new Error('No booking was possible although nothing speaks against it')
}

type Offered = {
  id: string
  identity: Buffer
  people: number
  name: Uint8Array
  dateOfBirth: Uint8Array
  dataKeyId: string
  wrapped: Uint8Array
}

/** Judged under the lock: whoever lets it lapse at the same time waits here, or comes first. */
async function lockLot(tx: Tx, { conversationId, number, now }: Accepting): Promise<Offered | undefined> {
  const [lot] = await tx.query<Offered>({
    name: 'accept-lock-lot',
    text: `
      SELECT lot.id, identity, people, name, date_of_birth AS "dateOfBirth", data_key_id AS "dataKeyId", wrapped
      FROM lot JOIN data_key ON data_key.id = data_key_id
      WHERE conversation_id = $1 AND number = $2 AND state = 'offered' AND expires_at > $3 FOR UPDATE OF lot`,
    values: [conversationId, number, now],
  })
  return lot
}

function openApplicant(keys: Keys, { id, name, dateOfBirth, dataKeyId, wrapped }: Offered): Applicant {
  const key = unwrapDataKey(keys, { id: dataKeyId, wrapped })
  return {
    name: decrypt(key, name, lotPlace('name', id)),
    dateOfBirth: decrypt(key, dateOfBirth, lotPlace('date_of_birth', id)),
  }
}

async function hasOther(tx: Tx, { id, identity }: Offered): Promise<boolean> {
  const rows = await tx.query({
    name: 'accept-has-other',
    text: `
      SELECT FROM appointment JOIN draw ON draw.department_id = appointment.department_id JOIN lot ON lot.draw_id = draw.id
      WHERE lot.id = $1 AND appointment.identity = $2 AND appointment.state = 'booked' AND active`,
    values: [id, identity],
  })
  return rows.length > 0
}
