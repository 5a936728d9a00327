import { createHash, createHmac } from 'node:crypto'

/** Everything here is hexadecimal in small letters but the lots' numbers, so that it can be copied from a page and computed again. */
export type Drawn = { seed: string; lots: readonly string[] }

/** What is published before anybody enters: SHA-256 of the seed's bytes. */
export function commitmentOf(seed: string): string {
  return createHash('sha256').update(Buffer.from(seed, 'hex')).digest('hex')
}

/** SHA-256 of the lots' numbers in ascending order, one per line: it stands before the lots are drawn. */
export function listHashOf(lots: readonly string[]): string {
  return createHash('sha256').update(lots.toSorted().join('\n')).digest('hex')
}

/** HMAC-SHA256 with the seed's bytes as key, of the list's hash, a colon and the lot's number. */
function scoreOf(seed: string, listHash: string, lot: string): string {
  return createHmac('sha256', Buffer.from(seed, 'hex')).update(`${listHash}:${lot}`).digest('hex')
}

/** The lots in the order they are drawn: by ascending score. */
export function orderLots({ seed, lots }: Drawn): string[] {
  const listHash = listHashOf(lots)
  return lots
    .map((lot) => ({ lot, score: scoreOf(seed, listHash, lot) }))
    .toSorted((one, other) => (one.score < other.score ? -1 : 1))
    .map(({ lot }) => lot)
}
