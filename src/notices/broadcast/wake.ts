import type { Tx } from '#database.ts'

/** Lets the workers and whoever watches look at it, once the transaction is through. */
export async function wakeBroadcasts(tx: Tx, id: string): Promise<void> {
  await tx.query({ name: 'wake-broadcasts', text: `SELECT pg_notify('broadcast', $1)`, values: [id] })
}
