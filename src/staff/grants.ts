import type { Tx } from '#database.ts'
import type { Grant } from './role.ts'

/** Whether the departments and locations exist. */
export async function areKnownPlaces(tx: Tx, grants: readonly Grant[]): Promise<boolean> {
  const departments = unique(grants.map(({ departmentId }) => departmentId))
  const locations = unique(grants.map(({ locationId }) => locationId))
  const [found] = await tx.query<{ departments: number; locations: number }>({
    name: 'count-places',
    text: `SELECT (SELECT count(*) FROM department WHERE id = ANY ($1)) AS departments,
                  (SELECT count(*) FROM location WHERE id = ANY ($2)) AS locations`,
    values: [departments, locations],
  })
  return found?.departments === departments.length && found.locations === locations.length
}

/** These and no others. */
export async function setGrants(
  tx: Tx,
  { staffId, grants }: { staffId: string; grants: readonly Grant[] },
): Promise<void> {
  await tx.query({ name: 'drop-grants', text: `DELETE FROM staff_role WHERE staff_id = $1`, values: [staffId] })
  await tx.query({
    name: 'set-grants',
    text: `INSERT INTO staff_role (staff_id, role, department_id, location_id)
           SELECT DISTINCT $1::uuid, role::role, department_id, location_id
           FROM unnest($2::text[], $3::text[], $4::text[]) AS given (role, department_id, location_id)`,
    values: [
      staffId,
      grants.map(({ role }) => role),
      grants.map(({ departmentId }) => departmentId),
      grants.map(({ locationId }) => locationId),
    ],
  })
}

/** An administrator of everything. */
export function isAdministrator(grants: readonly Grant[]): boolean {
  return grants.some(
    ({ role, departmentId, locationId }) => role === 'administrator' && departmentId === null && locationId === null,
  )
}

function unique(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))]
}
