import type { Tx } from '#database.ts'

/** Lets all windows of the location look again, once the transaction is through. */
export async function tellDesk(tx: Tx, { locationId }: { locationId: string }): Promise<void> {
  await tx.query({ name: 'tell-desk', text: `SELECT pg_notify('desk', $1)`, values: [locationId] })
}
