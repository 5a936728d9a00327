import { holds, isForPlace, type Place } from '#staff/holds.ts'
import type { ApiKeyHolder, DeviceKind, PairedDevice, Principal, StaffMember } from '#staff/principal.ts'
import type { Role } from '#staff/role.ts'
import type { Scope } from '#staff/scope.ts'

/**
 * Who may use a route: everybody, everybody who is signed in, or whoever has one of the roles, the scope, or is such a device.
 * `limitedTo` says what the request is about, so that limits to departments and locations are judged in one place; where
 * there is no such row it says undefined. `'anywhere'`: a role held somewhere is enough, and the route itself shows only
 * what it holds for.
 */
export type Policy<Input> = 'public' | 'signed-in' | (Who & (Anywhere | LimitedTo<Input>))

type Who = {
  roles?: readonly Role[]
  scope?: Scope
  /** A key that is for nothing else may stand in the address, as `?key=`, for programs that can send no header: addresses get about. */
  isLinked?: boolean
  device?: DeviceKind
}
type Anywhere = { limitedTo: 'anywhere' }
type LimitedTo<Input> = { limitedTo(input: Input): Place | undefined | Promise<Place | undefined> }

/** The kinds of principal that a policy lets in. */
export type PrincipalOf<P> = P extends 'public'
  ? undefined
  : P extends 'signed-in'
    ? StaffMember
    : | (P extends { roles: readonly Role[] } ? StaffMember : never)
      | (P extends { scope: Scope } ? ApiKeyHolder : never)
      | (P extends { device: DeviceKind } ? PairedDevice : never)

/** Whether somebody of this kind, with this role or scope, may use the route at all: somewhere. */
export function admits(policy: Policy<never>, principal: Principal): boolean {
  return reaches(policy, principal, 'anywhere')
}

/** Whether the principal may use the route for the place. */
export function reaches(policy: Policy<never>, principal: Principal, place: Place | 'anywhere'): boolean {
  if (policy === 'public') return true
  if (policy === 'signed-in') return principal.kind === 'staff'
  switch (principal.kind) {
    case 'staff':
      return policy.roles !== undefined && holds(principal.grants, policy.roles, place)
    case 'api-key':
      return policy.scope !== undefined && principal.scopes.includes(policy.scope) && isForPlace(principal, place)
    case 'device':
      return policy.device === principal.device && (place === 'anywhere' || place.locationId === principal.locationId)
  }
}
