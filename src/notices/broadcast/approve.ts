import type { Tx } from '#database.ts'
import { lockBroadcast } from './find.ts'
import { isByTwo } from './is-by-two.ts'

export type Approved = { outcome: 'approved' } | { outcome: 'not-found' | 'own' | 'not-possible' }

/** A second member agrees with what it says and to whom, both as they are now: neither changes any more. */
export async function approveBroadcast(
  tx: Tx,
  { id, by, now }: { id: string; by: string; now: Date },
): Promise<Approved> {
  const broadcast = await lockBroadcast(tx, id)
  if (!broadcast) return { outcome: 'not-found' }
  if (broadcast.state !== 'draft' && broadcast.state !== 'scheduled') return { outcome: 'not-possible' }
  // What a machine made is whose who starts it; when a machine has set its time too, one person more is not two.
  const author = broadcast.createdBy ?? broadcast.startedBy
  if (author === by) return { outcome: 'own' }
  if (author === null && broadcast.state === 'scheduled') return { outcome: 'not-possible' }
  if (isByTwo(broadcast)) return { outcome: 'approved' }
  // Who has approved it and started it too was one person: the second one takes their place.
  await tx.query({
    name: 'approve-broadcast',
    text: 'UPDATE broadcast SET approved_by = $2, approved_at = $3 WHERE id = $1',
    values: [id, by, now],
  })
  return { outcome: 'approved' }
}
