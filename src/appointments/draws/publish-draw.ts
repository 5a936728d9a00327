import type { Database } from '#database.ts'
import { findDraw } from './draw.ts'
import { listHashOf } from './order.ts'

/**
 * What everybody may see of a draw: no person, no time that somebody got. Instants are ISO 8601, hashes hexadecimal. Before the
 * window's end only the number of lots is there; after it the list and its hash; once drawn the seed and the order.
 */
export type PublicDraw = {
  id: string
  departmentId: string
  serviceId: string
  locationId: string
  opensAt: string
  closesAt: string
  drawsAt: string
  holdHours: number
  places: number
  algorithm: typeof algorithm
  commitment: string
  state: 'announced' | 'open' | 'closed' | 'drawn' | 'settled' | 'cancelled'
  entries: number
  listHash: string | null
  seed: string | null
  drawnAt: string | null
  lots: { number: string; rank: number | null; state: string }[]
}

export const algorithm =
  'ascending HMAC-SHA256(key = seed bytes, message = listHash + ":" + lot), listHash = SHA-256 of the lots in ascending order joined by "\\n", commitment = SHA-256(seed bytes)'

export async function publishDraw(
  db: Pick<Database, 'query'>,
  { id, now }: { id: string; now: Date },
): Promise<PublicDraw | undefined> {
  const draw = await findDraw(db, id)
  if (!draw) return undefined
  const rows = await db.query<PublicDraw['lots'][number]>({
    name: 'publish-lots',
    text: 'SELECT number, rank, state FROM lot WHERE draw_id = $1 ORDER BY rank, number',
    values: [id],
  })
  const [slots] = await db.query<{ seats: number }>({
    name: 'publish-places',
    text: 'SELECT coalesce(sum(capacity), 0)::int AS seats FROM slot WHERE id = ANY ($1)',
    values: [draw.slotIds],
  })
  const isFixed = draw.closesAt <= now && draw.cancelledAt === null
  return {
    id,
    departmentId: draw.departmentId,
    serviceId: draw.serviceId,
    locationId: draw.locationId,
    opensAt: draw.opensAt.toISOString(),
    closesAt: draw.closesAt.toISOString(),
    drawsAt: draw.drawsAt.toISOString(),
    holdHours: draw.holdHours,
    places: Math.floor((slots?.seats ?? 0) / draw.units),
    algorithm,
    commitment: draw.commitment.toString('hex'),
    state: stateOf(draw, now),
    entries: rows.length,
    listHash: draw.listHash?.toString('hex') ?? (isFixed ? listHashOf(rows.map(({ number }) => number)) : null),
    seed: draw.seed?.toString('hex') ?? null,
    drawnAt: draw.drawnAt?.toISOString() ?? null,
    lots: isFixed ? rows : [],
  }
}

type Dated = Pick<
  NonNullable<Awaited<ReturnType<typeof findDraw>>>,
  'opensAt' | 'closesAt' | 'drawnAt' | 'settledAt' | 'cancelledAt'
>

export function stateOf({ opensAt, closesAt, drawnAt, settledAt, cancelledAt }: Dated, now: Date): PublicDraw['state'] {
  if (cancelledAt) return 'cancelled'
  if (settledAt) return 'settled'
  if (drawnAt) return 'drawn'
  if (closesAt <= now) return 'closed'
  return opensAt <= now ? 'open' : 'announced'
}
