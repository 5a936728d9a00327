import type { Office } from '#appointments/office.ts'
import { holds, isForPlace } from '#staff/holds.ts'
import type { ApiKeyHolder, StaffMember } from '#staff/principal.ts'

type Wish = { office: Office; locationId: string; departmentIds?: readonly string[] | undefined }

type Visible =
  | { outcome: 'visible'; departmentIds: string[] }
  /** There is no such location. */
  | { outcome: 'not-found' }
  | { outcome: 'forbidden' }

/** The departments whose visits at the location somebody may see, of those they wish to. */
export function visibleDepartments(
  principal: StaffMember | ApiKeyHolder,
  { office, locationId, departmentIds }: Wish,
): Visible {
  if (!office.locations.some(({ id }) => id === locationId)) return { outcome: 'not-found' }
  const visible = office.departments
    .map(({ id }) => id)
    .filter((departmentId) => departmentIds?.includes(departmentId) ?? true)
    .filter((departmentId) => isVisible(principal, { departmentId, locationId }))
  return visible.length === 0 ? { outcome: 'forbidden' } : { outcome: 'visible', departmentIds: visible }
}

function isVisible(
  principal: StaffMember | ApiKeyHolder,
  place: { departmentId: string; locationId: string },
): boolean {
  return principal.kind === 'api-key'
    ? isForPlace(principal, place)
    : holds(principal.grants, ['clerk', 'manager'], place)
}
