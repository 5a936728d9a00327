import type { Reach } from '#appointments/people/find-people.ts'
import type { Office } from '#appointments/office.ts'
import { holds, isForPlace, type Place } from '#staff/holds.ts'
import type { ApiKeyHolder, StaffMember } from '#staff/principal.ts'

/** Who looks after people. */
export const peopleRoles = ['clerk', 'manager'] as const

/** Where somebody may look at people: each department at each location that one of their roles covers. Undefined: anywhere. */
export function reachOf(principal: StaffMember | ApiKeyHolder, office: Office): Reach | undefined {
  if (principal.kind === 'api-key' && principal.locationId === null) return undefined
  return office.departments.flatMap(({ id: departmentId }) =>
    office.locations
      .map(({ id: locationId }) => ({ departmentId, locationId }))
      .filter((place) => isWithinReach(principal, place)),
  )
}

/** Whether names go with what is shown: another system needs the scope for people besides. */
export function seesPersons(principal: StaffMember | ApiKeyHolder): boolean {
  return principal.kind === 'staff' || principal.scopes.includes('people:read')
}

export function isWithinReach(principal: StaffMember | ApiKeyHolder, place: Place): boolean {
  return principal.kind === 'api-key' ? isForPlace(principal, place) : holds(principal.grants, peopleRoles, place)
}
