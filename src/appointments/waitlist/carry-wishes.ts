import type { Tx } from '#database.ts'

/**
 * What somebody waits for goes on in another conversation, and with it what they are just being offered. Where they wait there for
 * the same department already, that wish stays and the other ends. Whom an offer went to goes along: it counts for how often.
 */
export async function carryWishes(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await tx.query({
    name: 'carry-wishes-end',
    text: `
      WITH
        ended AS (
          UPDATE subscription AS wish SET ended_at = now(), ended_why = 'changed'
          WHERE conversation_id = $1 AND ended_at IS NULL AND EXISTS (
            SELECT FROM subscription AS other
            WHERE other.conversation_id = $2 AND other.department_id = wish.department_id AND other.ended_at IS NULL
          )
          RETURNING id
        )
      UPDATE offer SET state = 'withdrawn', ended_at = clock_timestamp()
      FROM ended WHERE subscription_id = ended.id AND state = 'offered'`,
    values: [from, to],
  })
  await tx.query({
    name: 'carry-wishes',
    text: `
      WITH offers AS (
        UPDATE offer SET conversation_id = $2
        WHERE conversation_id = $1 AND NOT EXISTS (
          SELECT FROM offer AS other
          WHERE other.conversation_id = $2
            AND (other.day = offer.day AND other.state <> 'withdrawn' OR other.state = 'offered' AND offer.state = 'offered')
        )
      )
      UPDATE subscription SET conversation_id = $2 WHERE conversation_id = $1`,
    values: [from, to],
  })
}
