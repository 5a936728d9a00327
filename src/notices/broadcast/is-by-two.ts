import type { Broadcast } from './broadcast.ts'

/**
 * Four eyes are two people: somebody has approved it, and somebody else has made it or starts it. A command and the key of another
 * system are nobody, so that what they made needs two people besides.
 */
export function isByTwo({
  createdBy,
  approvedBy,
  startedBy,
}: Pick<Broadcast, 'createdBy' | 'approvedBy' | 'startedBy'>): boolean {
  return approvedBy !== null && [createdBy, startedBy].some((other) => other !== null && other !== approvedBy)
}
