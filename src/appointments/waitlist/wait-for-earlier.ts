import { randomUUID } from 'node:crypto'
import type { Tx } from '#database.ts'
import { isUntouched } from '../access.ts'
import { readCode } from '../code.ts'
import { wakeSeats } from '../subscribe.ts'

/** A clerk enters somebody who calls: they want an earlier time than the appointment with this code. */
export type WaitingAtDesk = {
  code: string
  isAnywhere: boolean
  until?: string | undefined
  noticeMinutes: number
  now: Date
}

export type EnteredAtDesk = { outcome: 'entered'; id: string } | { outcome: 'already' } | { outcome: 'not-found' }

/** They are told in the chat in which they booked, if there is one; else the office calls them. */
export async function waitForEarlier(
  tx: Tx,
  { code, isAnywhere, until, noticeMinutes, now }: WaitingAtDesk,
): Promise<EnteredAtDesk> {
  const [appointment] = await tx.query<{ departmentId: string }>({
    name: 'wait-for-earlier-appointment',
    text: `
      SELECT department_id AS "departmentId" FROM appointment
      WHERE code = $1 AND state = 'booked' AND starts_at > $2 AND ${isUntouched} FOR UPDATE`,
    values: [readCode(code) ?? '', now],
  })
  if (!appointment) return { outcome: 'not-found' }
  const [entered] = await tx.query<{ id: string }>({
    name: 'wait-for-earlier',
    text: `
      INSERT INTO subscription (id, department_id, service_id, location_id, until, notice_minutes, appointment_code, language)
      SELECT $1, department_id, service_id, CASE WHEN NOT $3 THEN location_id END, $4::date, $5, code, language
      FROM appointment WHERE code = $2 AND state = 'booked'
      ON CONFLICT DO NOTHING RETURNING id`,
    values: [randomUUID(), readCode(code) ?? '', isAnywhere, until ?? null, noticeMinutes],
  })
  if (!entered) return { outcome: 'already' }
  await wakeSeats(tx, appointment)
  return { outcome: 'entered', id: entered.id }
}
