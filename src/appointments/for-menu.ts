import type { Tx } from '#database.ts'
import { mayAct } from './access.ts'
import { dayOf } from './attendance/act-on.ts'
import { takesEntries } from './draws/draw.ts'
import { rules } from './rules.ts'

/**
 * What a talk may do just now, in one question to the database: say that one is there, be reminded of an appointment that is to
 * come, enter a draw, confirm the place of the lot `offered`.
 */
export type Possible = { isNear: boolean; isExpected: boolean; hasOpenDraw: boolean; offered: string | null }

export async function forMenu(
  tx: Tx,
  { conversationId, now }: { conversationId: string; now: Date },
): Promise<Possible> {
  const { from, before } = dayOf(now)
  const [possible] = await tx.query<Possible>({
    name: 'for-menu',
    text: `
      SELECT
        EXISTS (
          SELECT FROM appointment
          WHERE state = 'booked' AND presence = 'expected' AND starts_at >= $3 AND starts_at < $4
            AND starts_at <= $2::timestamptz + $5 * interval '1 minute' AND ends_at > $2 AND ${mayAct('$1')}
        ) AS "isNear",
        EXISTS (SELECT FROM appointment WHERE state = 'booked' AND starts_at > $2 AND ${mayAct('$1')}) AS "isExpected",
        EXISTS (SELECT FROM draw WHERE ${takesEntries('$2')}) AS "hasOpenDraw",
        (
          SELECT number FROM lot WHERE conversation_id = $1 AND state = 'offered' AND expires_at > $2
          ORDER BY expires_at, number LIMIT 1
        ) AS offered`,
    values: [conversationId, now, from, before, rules.arrivalMinutes],
  })
  return possible ?? { isNear: false, isExpected: false, hasOpenDraw: false, offered: null }
}
