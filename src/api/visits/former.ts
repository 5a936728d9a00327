import { z } from 'zod'
import type { Former } from '#appointments/attendance/former.ts'
import { findVisit } from '#appointments/attendance/find-visit.ts'
import type { Visit } from '#appointments/attendance/visit.ts'
import type { Tx } from '#database.ts'
import { refuse } from '../problem.ts'
import { visitState } from './visit-shape.ts'

/** What became of the person that the clerk called before. */
export const FormerVisit = z.strictObject({
  appointmentId: z.uuid(),
  became: z.enum(['came', 'did-not-come', 'put-back']),
})

/** What a window says of a former visit counts only while that visit is still this clerk's. */
export async function ownFormer(
  tx: Tx,
  { former, staffId }: { former: Former | undefined; staffId: string | null },
): Promise<Former | undefined> {
  const visit = former && (await findVisit(tx, former))
  return visit?.calledBy === staffId ? former : undefined
}

export const formerRefusals = { 'first-settle': 409, 'former-not-started': 409 } as const

/** Refused until it is said what became of this one. */
export function askOfFormer(outcome: keyof typeof formerRefusals, visit: Visit) {
  return refuse(outcome, { facts: { code: visit.code }, details: { visit: visitState(visit) } })
}
