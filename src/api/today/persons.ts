import type { z } from 'zod'
import type { Facts } from '#staff/audit.ts'
import type { ApiKeyHolder, StaffMember } from '#staff/principal.ts'
import { seesPersons } from '../people/within-reach.ts'
import type { PersonOfVisit } from './day-shape.ts'

type Shown = { person: z.infer<typeof PersonOfVisit> }

/** The visits as somebody may see them: with whose they are, or without. */
export function forEyesOf<Visit extends Shown>(
  principal: StaffMember | ApiKeyHolder,
  visits: readonly Visit[],
): Visit[] {
  return visits.map((visit) => (seesPersons(principal) ? visit : { ...visit, person: null }))
}

/** The line of the audit log where another system has read persons. What people at the desk look at all day is none. */
export function readBy(principal: StaffMember | ApiKeyHolder, facts: Facts): { audit?: { facts: Facts } } {
  return principal.kind === 'api-key' && seesPersons(principal) ? { audit: { facts } } : {}
}
