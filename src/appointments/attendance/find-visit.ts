import type { Tx } from '#database.ts'
import { mayAct } from '../access.ts'
import { readCode } from '../code.ts'
import { type Visit, visitColumns } from './visit.ts'

/** What somebody at the office, or the applicant, has in hand. With a conversation only what it may act on is found. */
export type By =
  | { appointmentId: string }
  /** What the QR code says. An older one of the same appointment is as good: moving makes a new one. */
  | { checkInCode: string }
  /** As it was typed. */
  | { code: string }
  | { code: string; conversationId: string }

/** The visit meant: the booked one, else the last of those that were cancelled or moved. */
export async function findVisit(tx: Tx, by: By, lock?: 'for update'): Promise<Visit | undefined> {
  const { name, text, values } = statement(by)
  const [visit] = await tx.query<Visit>(
    lock ? { name: `${name}-for-update`, text: `${text} FOR UPDATE`, values } : { name, text, values },
  )
  return visit
}

function statement(by: By) {
  const latest = "ORDER BY state = 'booked' DESC, booked_at DESC LIMIT 1"
  const select = `SELECT ${visitColumns('appointment')} FROM appointment`
  if ('appointmentId' in by) return { name: 'find-visit', text: `${select} WHERE id = $1`, values: [by.appointmentId] }
  if ('checkInCode' in by)
    return {
      name: 'find-visit-by-check-in-code',
      text: `${select} WHERE code = (SELECT code FROM appointment WHERE check_in_code = $1) ${latest}`,
      values: [by.checkInCode],
    }
  const code = readCode(by.code) ?? ''
  if ('conversationId' in by)
    return {
      name: 'find-visit-of-conversation',
      text: `${select} WHERE code = $2 AND ${mayAct('$1')} ${latest}`,
      values: [by.conversationId, code],
    }
  return { name: 'find-visit-by-code', text: `${select} WHERE code = $1 ${latest}`, values: [code] }
}
