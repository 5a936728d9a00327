import type { Tx } from '#database.ts'

/** Whether somebody beside `except` is an administrator of everything and can sign in. */
export async function hasAdministrator(tx: Tx, { except }: { except?: string } = {}): Promise<boolean> {
  const found = await tx.query({
    name: 'find-administrator',
    text: `
      SELECT m.id FROM staff m JOIN staff_role r ON r.staff_id = m.id
      WHERE r.role = 'administrator' AND r.department_id IS NULL AND r.location_id IS NULL AND m.disabled_at IS NULL
        AND (m.password_hash IS NOT NULL OR m.oidc_subject IS NOT NULL) AND m.id IS DISTINCT FROM $1
      LIMIT 1`,
    values: [except ?? null],
  })
  return found.length > 0
}

/** Changes of who is an administrator wait for each other: two who end each other's role at once must not both succeed. */
export async function lockAdministrators(tx: Tx): Promise<void> {
  await tx.query({
    name: 'lock-administrators',
    text: `SELECT pg_advisory_xact_lock(hashtext('administrators'))`,
    values: [],
  })
}
