import { timingSafeEqual } from 'node:crypto'
import type { Tx } from '#database.ts'
import { decrypt } from '#privacy/encrypt.ts'
import { type Keys, unwrapDataKey } from '#privacy/keys.ts'
import { type Appointment, appointmentColumns } from './appointment.ts'
import { readCode } from './code.ts'
import { rules } from './rules.ts'

/** `code` as it was typed. */
export type Opening = { conversationId: string; code: string; dateOfBirth: string; now: Date }

/** A wrong code and a wrong date of birth are the same answer: codes can't be tried out. `left`: tries before it locks. */
export type Opened =
  { outcome: 'opened'; appointment: Appointment } | { outcome: 'wrong'; left: number } | { outcome: 'locked' }

/** Lets a conversation act on an appointment that was booked elsewhere. */
export async function openWithCode(tx: Tx, keys: Keys, opening: Opening): Promise<Opened> {
  const code = readCode(opening.code) ?? noCode
  await queueUp(tx, { ...opening, code })
  const { failures, found } = await look(tx, { ...opening, code })
  if (failures >= rules.openings) return { outcome: 'locked' }
  if (found && isBornOn(keys, found, opening.dateOfBirth)) {
    await grant(tx, { ...opening, code })
    return { outcome: 'opened', appointment: found.appointment }
  }
  await recordFailure(tx, { ...opening, code })
  return { outcome: 'wrong', left: rules.openings - failures - 1 }
}

/** Stands for whatever cannot be a code; what was typed is not kept. */
const noCode = ''

/** Tries count one after another, from however many conversations they come. Locks in one order: no deadlock. */
async function queueUp(tx: Tx, { conversationId, code }: Opening): Promise<void> {
  await tx.query({
    name: 'open-queue-up',
    text: `
      SELECT pg_advisory_xact_lock(key)
      FROM (SELECT DISTINCT hashtextextended(tried, 0) AS key FROM unnest($1::text[]) AS tried ORDER BY key) AS keys`,
    values: [[`open conversation ${conversationId}`, `open code ${code}`]],
  })
}

type Found = {
  appointment: Appointment
  applicantId: string
  dateOfBirth: Uint8Array
  dataKey: { id: string; wrapped: Uint8Array }
}

async function look(tx: Tx, { conversationId, code, now }: Opening): Promise<{ failures: number; found?: Found }> {
  type Row = Appointment & {
    failures: number
    applicantId: string | null
    dateOfBirth: Uint8Array
    dataKeyId: string
    wrapped: Uint8Array
  }
  const [row] = await tx.query<Row>({
    name: 'open-look',
    text: `
      WITH recent AS (
        SELECT conversation_id, code FROM failed_opening
        WHERE at > $3::timestamptz - $4 * interval '1 hour' AND (conversation_id = $1 OR code = $2)
      )
      SELECT
        greatest(
          (SELECT count(*) FROM recent WHERE conversation_id = $1),
          (SELECT count(*) FROM recent WHERE code = $2 AND code <> '')
        ) AS failures,
        ${appointmentColumns('appointment')},
        applicant.id AS "applicantId", applicant.date_of_birth AS "dateOfBirth",
        data_key.id AS "dataKeyId", data_key.wrapped
      FROM (SELECT) AS always
      LEFT JOIN (
        appointment
        JOIN applicant ON applicant.id = appointment.applicant_id
        JOIN data_key ON data_key.id = applicant.data_key_id
      ) ON appointment.code = $2 AND appointment.state = 'booked' AND appointment.starts_at > $3`,
    values: [conversationId, code, now, rules.openingHours],
  })
  if (!row) throw new Error('The database gave no row where there is always one')
  const { failures, applicantId, dateOfBirth, dataKeyId, wrapped, ...appointment } = row
  if (applicantId === null) return { failures }
  return { failures, found: { appointment, applicantId, dateOfBirth, dataKey: { id: dataKeyId, wrapped } } }
}

function isBornOn(keys: Keys, { applicantId, dateOfBirth, dataKey }: Found, claimed: string): boolean {
  const key = unwrapDataKey(keys, dataKey)
  const truth = Buffer.from(decrypt(key, dateOfBirth, `applicant.date_of_birth.${applicantId}`))
  const claim = Buffer.from(claimed)
  return truth.length === claim.length && timingSafeEqual(truth, claim)
}

async function grant(tx: Tx, { conversationId, code, now }: Opening): Promise<void> {
  await tx.query({
    name: 'open-grant',
    text: `
      INSERT INTO appointment_access (conversation_id, code, opened_at) VALUES ($1, $2, $3)
      ON CONFLICT (conversation_id, code) DO NOTHING`,
    values: [conversationId, code, now],
  })
}

async function recordFailure(tx: Tx, { conversationId, code, now }: Opening): Promise<void> {
  await tx.query({
    name: 'open-record-failure',
    text: 'INSERT INTO failed_opening (conversation_id, code, at) VALUES ($1, $2, $3)',
    values: [conversationId, code, now],
  })
}
