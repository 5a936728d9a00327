import type { Tx } from '#database.ts'
import type { Principal } from './principal.ts'

/** `deed` is a route's id, `subject` the id of what it was done to; `facts` are ids and numbers, never names or texts. */
export type Entry = {
  by: Pick<Principal, 'kind' | 'id'> | undefined
  deed: string
  subject?: string | undefined
  facts?: Facts | undefined
}

export type Facts = Readonly<Record<string, string | number | boolean | null | readonly (string | number)[]>>

/** Adds to what nobody can change. */
export async function audit(tx: Tx, { by, deed, subject, facts = {} }: Entry): Promise<void> {
  const device = by?.kind === 'device' ? { device: by.id } : {}
  await tx.query({
    name: 'audit',
    text: `INSERT INTO audit_entry (staff_id, api_key_id, deed, subject, facts) VALUES ($1, $2, $3, $4, $5)`,
    values: [
      by?.kind === 'staff' ? by.id : null,
      by?.kind === 'api-key' ? by.id : null,
      deed,
      subject ?? null,
      JSON.stringify({ ...facts, ...device }),
    ],
  })
}
