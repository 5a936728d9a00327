import type { Tx } from '#database.ts'
import { Broadcast, broadcastColumns } from './broadcast.ts'

export async function findBroadcast(tx: Tx, id: string): Promise<Broadcast | undefined> {
  const [row] = await tx.query({
    name: 'find-broadcast',
    text: `SELECT ${broadcastColumns} FROM broadcast WHERE id = $1`,
    values: [id],
  })
  return row && Broadcast.parse(row)
}

/** Whoever changes its state meets here. */
export async function lockBroadcast(tx: Tx, id: string): Promise<Broadcast | undefined> {
  const [row] = await tx.query({
    name: 'lock-broadcast',
    text: `SELECT ${broadcastColumns} FROM broadcast WHERE id = $1 FOR NO KEY UPDATE`,
    values: [id],
  })
  return row && Broadcast.parse(row)
}

/** The newest first. */
export async function listBroadcasts(tx: Tx, { limit }: { limit: number }): Promise<Broadcast[]> {
  const rows = await tx.query({
    name: 'list-broadcasts',
    text: `SELECT ${broadcastColumns} FROM broadcast ORDER BY created_at DESC LIMIT $1`,
    values: [limit],
  })
  return rows.map((row) => Broadcast.parse(row))
}
