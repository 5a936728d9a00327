import type { Tx } from '#database.ts'

/** What became of a change or removal of a row that was read before. `in-use`: what hangs on it, by kind. */
export type Changed<Row> = { outcome: 'saved' } | { outcome: 'changed-meanwhile'; current: Row } | { outcome: 'gone' }
export type Removed<Row> =
  { outcome: 'removed' } | { outcome: 'in-use'; by: Uses } | Exclude<Changed<Row>, { outcome: 'saved' }>

/** How many of each kind. */
export type Uses = Readonly<Record<string, number>>

/** A write that names the version it was read with either hits that one row or none: then somebody was quicker. */
export async function onVersion<Row>(
  written: Promise<readonly object[]>,
  read: () => Promise<readonly Row[]>,
): Promise<Changed<Row>> {
  if ((await written).length === 1) return { outcome: 'saved' }
  const [current] = await read()
  return current === undefined ? { outcome: 'gone' } : { outcome: 'changed-meanwhile', current }
}

/** Only what nothing hangs on is removed; everything else is switched off instead. */
export async function unlessInUse<Row>(
  counted: Promise<readonly Uses[]>,
  remove: () => Promise<Changed<Row>>,
): Promise<Removed<Row>> {
  const by = Object.fromEntries((await counted).flatMap(Object.entries).filter(([, count]) => count > 0))
  if (Object.keys(by).length > 0) return { outcome: 'in-use', by }
  const removed = await remove()
  return removed.outcome === 'saved' ? { outcome: 'removed' } : removed
}

type Table = 'department' | 'service' | 'location'

export async function isThere(tx: Tx, table: Table, id: string): Promise<boolean> {
  const found = await tx.query({ name: `is-${table}`, text: `SELECT id FROM ${table} WHERE id = $1`, values: [id] })
  return found.length > 0
}
