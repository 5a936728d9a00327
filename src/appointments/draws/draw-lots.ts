import type { Database, Tx } from '#database.ts'
import { decrypt } from '#privacy/encrypt.ts'
import type { Keys } from '#privacy/keys.ts'
import { seedPlace } from './open-draw.ts'
import { listHashOf, orderLots } from './order.ts'

type Locked = { closesAt: Date; drawnAt: Date | null; cancelledAt: Date | null; sealedSeed: Uint8Array }

/**
 * Fixes the order of the lots for good and publishes the seed with it. Whatever comes at the same time, it happens once: the
 * draw's row decides. Lots that were taken back after the window's end stay on the list.
 */
export async function drawLots(
  tx: Tx,
  keys: Keys,
  { drawId, now }: { drawId: string; now: Date },
): Promise<{ outcome: 'drawn'; lots: number } | { outcome: 'too-early' | 'already' | 'cancelled' | 'not-found' }> {
  const [draw] = await tx.query<Locked>({
    name: 'draw-lock',
    text: `SELECT closes_at AS "closesAt", drawn_at AS "drawnAt", cancelled_at AS "cancelledAt", sealed_seed AS "sealedSeed"
           FROM draw WHERE id = $1 FOR UPDATE`,
    values: [drawId],
  })
  if (!draw) return { outcome: 'not-found' }
  if (draw.cancelledAt) return { outcome: 'cancelled' }
  if (draw.drawnAt) return { outcome: 'already' }
  if (draw.closesAt > now) return { outcome: 'too-early' }
  const seed = decrypt(keys.wrapping, draw.sealedSeed, seedPlace(drawId))
  const rows = await tx.query<{ number: string }>({
    name: 'draw-list',
    text: 'SELECT number FROM lot WHERE draw_id = $1',
    values: [drawId],
  })
  const lots = rows.map(({ number }) => number)
  await tx.query({
    name: 'draw-lots',
    text: `
      WITH ranked AS (
        UPDATE lot SET rank = drawn.rank, state = CASE state WHEN 'entered' THEN 'waiting' ELSE state END
        FROM unnest($2::text[]) WITH ORDINALITY AS drawn (number, rank)
        WHERE lot.draw_id = $1 AND lot.number = drawn.number
      )
      UPDATE draw SET drawn_at = $3, seed = $4, list_hash = $5 WHERE id = $1`,
    values: [drawId, orderLots({ seed, lots }), now, Buffer.from(seed, 'hex'), Buffer.from(listHashOf(lots), 'hex')],
  })
  return { outcome: 'drawn', lots: lots.length }
}

/** The draws whose time has come. */
export async function findDueDraws(db: Pick<Database, 'query'>, { now }: { now: Date }): Promise<string[]> {
  const rows = await db.query<{ id: string }>({
    name: 'find-due-draws',
    text: 'SELECT id FROM draw WHERE draws_at <= $1 AND drawn_at IS NULL AND cancelled_at IS NULL ORDER BY draws_at, id',
    values: [now],
  })
  return rows.map(({ id }) => id)
}
