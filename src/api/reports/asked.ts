import { z } from 'zod'
import { addDays, localDay } from '#appointments/local-time.ts'
import { holds } from '#staff/holds.ts'
import type { Principal } from '#staff/principal.ts'
import type { Role } from '#staff/role.ts'
import type { Desk } from '../desk.ts'

/** Who may look, and who may take it away: exports are a right of their own. */
export const reportRoles = ['manager', 'auditor', 'administrator'] as const satisfies readonly Role[]
export const exportRoles = ['manager', 'administrator'] as const satisfies readonly Role[]

export const period = z.object({ from: z.iso.date().optional(), to: z.iso.date().optional() })

type Asking = {
  query: { from?: string | undefined; to?: string | undefined }
  principal: Principal | undefined
  roles: readonly Role[]
  desk: Desk
  now: Date
}

type Asked =
  | { outcome: 'asked'; from: string; to: string; isSeen: (departmentId: string) => boolean }
  | { outcome: 'ends-before-it-begins' | 'forbidden' }

/**
 * Which days, without any this year up to yesterday, and of which departments: of all whose role holds for all, of a department whose
 * role holds for all its locations. Counters of a single location are not told apart by day.
 */
export function askedOf({ query, principal, roles, desk, now }: Asking): Asked {
  const to = query.to ?? addDays(localDay(now), -1)
  const from = query.from ?? `${to.slice(0, 4)}-01-01`
  if (from > to) return { outcome: 'ends-before-it-begins' }
  if (principal?.kind !== 'staff') return { outcome: 'asked', from, to, isSeen: () => true }
  const { grants } = principal
  const isSeen = (departmentId: string) => holds(grants, roles, { departmentId })
  const seesSome = holds(grants, roles, {}) || desk.office().departments.some(({ id }) => isSeen(id))
  return seesSome ? { outcome: 'asked', from, to, isSeen } : { outcome: 'forbidden' }
}
