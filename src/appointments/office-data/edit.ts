/** What became of a change or removal of a row that was read before. `in-use`: what hangs on it, by kind. */
export type Changed<Row> = { outcome: 'saved' } | { outcome: 'changed-meanwhile'; current: Row } | { outcome: 'gone' }
export type Removed<Row> =
  { outcome: 'removed' } | { outcome: 'in-use'; by: Uses } | Exclude<Changed<Row>, { outcome: 'saved' }>

/** How many of each kind. */
export type Uses = Readonly<Record<string, number>>

/** A write that names the version it was read with either hits that one row or none: then somebody was quicker. */
export async function onVersion<Row>(
  written: Promise<{ count: number }>,
  read: () => Promise<Row | null>,
): Promise<Changed<Row>> {
  const { count } = await written
  if (count === 1) return { outcome: 'saved' }
  const current = await read()
  return current === null ? { outcome: 'gone' } : { outcome: 'changed-meanwhile', current }
}

/** Only what nothing hangs on is removed; everything else is switched off instead. */
export async function unlessInUse<Row>(uses: Uses, remove: () => Promise<Changed<Row>>): Promise<Removed<Row>> {
  const by = Object.fromEntries(Object.entries(uses).filter(([, count]) => count > 0))
  if (Object.keys(by).length > 0) return { outcome: 'in-use', by }
  const removed = await remove()
  return removed.outcome === 'saved' ? { outcome: 'removed' } : removed
}
