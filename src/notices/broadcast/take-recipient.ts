import { addDays, localDay, startOfDay } from '#appointments/local-time.ts'
import { canBeTold } from '#appointments/notices/can-be-told.ts'
import type { Tx } from '#database.ts'
import { Language } from '#texts.ts'
import { isQuiet } from '#appointments/quiet-hours.ts'

/** What somebody is told now, which is of use until the end of the wave's day. `isLater`: they have an appointment that could be earlier. */
export type Told = { text: string; language: Language; isLater: boolean; until: Date }

type Row = {
  body: string | null
  at: Date
  language: string
  isLater: boolean
  state: 'told' | 'opted_out' | 'unreachable'
}

/**
 * Whether this person is to be told in this turn of their conversation, whose row is locked: once, while it runs, never in the
 * night, and only who still wants it and can be reached. The recipient's row says what became of whom it is not.
 */
export async function takeRecipient(
  tx: Tx,
  { recipientId, conversationId, now }: { recipientId: number; conversationId: string; now: Date },
): Promise<Told | undefined> {
  if (isQuiet(now)) return undefined
  const [row] = await tx.query<Row>({
    name: 'take-recipient',
    text: `
      WITH
        mine AS MATERIALIZED (
          SELECT recipient.id, recipient.broadcast_id, recipient.language FROM broadcast_recipient AS recipient
          WHERE recipient.id = $1 AND recipient.conversation_id = $2 AND recipient.state = 'queued' FOR UPDATE
        ),
        judged AS (
          SELECT mine.id, mine.language, broadcast.audience->>'group' = 'later' AS is_later, wave.bodies->>mine.language AS body, wave.at,
            CASE WHEN ${canBeTold('$3')} THEN 'told' WHEN notices_off_at IS NOT NULL THEN 'opted_out' ELSE 'unreachable' END AS state
          FROM mine JOIN broadcast ON broadcast.id = mine.broadcast_id AND broadcast.state = 'running'
          JOIN broadcast_wave AS wave ON wave.broadcast_id = broadcast.id AND wave.number = broadcast.wave AND mine.id <= wave.last_id
          JOIN conversation ON conversation.id = $2
        ),
        ended AS (
          UPDATE broadcast_recipient SET state = judged.state::recipient_state, ended_at = clock_timestamp()
          FROM judged WHERE broadcast_recipient.id = judged.id AND judged.state <> 'told'
        )
      SELECT body, at, language, is_later AS "isLater", state FROM judged`,
    values: [recipientId, conversationId, now],
  })
  if (row?.state !== 'told' || row.body === null) return undefined
  const { body: text, isLater } = row
  const until = startOfDay(addDays(localDay(row.at), 1))
  return { text, language: Language.parse(row.language), isLater, until }
}
