import type { ApiKeyHolder } from './principal.ts'
import type { Grant, Role } from './role.ts'

/** What something is about. Without a department it is about all of them; so with the location. */
export type Place = { departmentId?: string | undefined; locationId?: string | undefined }

/** Whether one of the roles is held at the place. One grant must cover it all: two halves do not make a whole. */
export function holds(grants: readonly Grant[], roles: readonly Role[], place: Place | 'anywhere'): boolean {
  return grants.some((grant) => roles.includes(grant.role) && (place === 'anywhere' || covers(grant, place)))
}

/** Whether a key is for the place: for the whole office, or for one location. */
export function isForPlace({ locationId }: Pick<ApiKeyHolder, 'locationId'>, place: Place | 'anywhere'): boolean {
  return place === 'anywhere' || locationId === null || locationId === place.locationId
}

function covers({ departmentId, locationId }: Grant, place: Place): boolean {
  return (
    (departmentId === null || departmentId === place.departmentId) &&
    (locationId === null || locationId === place.locationId)
  )
}
