import { randomUUID } from 'node:crypto'
import { rules } from '#appointments/rules.ts'
import type { Conversations } from '#conversation/conversations.ts'
import { isTransient } from '#database/retry.ts'
import type { Database } from '#database.ts'
import type { Log } from '#log.ts'
import { ChannelName } from '#message.ts'
import { isQuiet } from '#appointments/quiet-hours.ts'

export type Parts = { database: Database; conversations: Conversations; log: Log; now: () => Date }

type Next = { id: number; conversationId: string; channel: string }

/** Turns at once. */
const width = 6

/**
 * The next few of the open wave speak up in their conversations; never more than may stand in line. Who is next follows from the
 * rows alone: nothing is left out or doubled by a crash, and several processes may do it at once. In the night nobody does. Resolves
 * to how many.
 */
export async function tellWave({ database, conversations, log, now }: Parts, id: string): Promise<number> {
  if (isQuiet(now())) return 0
  const next = await findNext(database, id)
  const waiting = next[Symbol.iterator]()
  const tell = async () => {
    for (const { id: recipientId, conversationId, channel } of waiting) {
      try {
        await conversations.receive({
          address: { channel: ChannelName.parse(channel), conversationId },
          // Whether it was told the recipient's row knows: one that met a pause is told when it is over.
          key: `broadcast:${recipientId}:${randomUUID()}`,
          act: { kind: 'broadcast', recipientId },
        })
      } catch (error) {
        log.error('tell-recipient-failed', error, { conversationId })
        if (!isTransient(error)) await giveUp(database, recipientId)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, next.length) }, tell))
  return next.length
}

async function findNext(database: Pick<Database, 'query'>, id: string): Promise<Next[]> {
  return database.query<Next>({
    name: 'next-recipients',
    text: `
      SELECT recipient.id, conversation_id AS "conversationId", channel
      FROM broadcast_recipient AS recipient
      JOIN broadcast ON broadcast.id = recipient.broadcast_id AND broadcast.state = 'running'
      JOIN broadcast_wave AS wave ON wave.broadcast_id = broadcast.id AND wave.number = broadcast.wave
      WHERE recipient.broadcast_id = $1 AND recipient.state = 'queued' AND recipient.id <= wave.last_id
      ORDER BY recipient.id
      LIMIT greatest(0, $2 - (SELECT count(*) FROM broadcast_recipient AS other WHERE other.broadcast_id = $1 AND other.state = 'sending'))`,
    values: [id, rules.broadcast.inLine],
  })
}

/** A conversation that can't be read must not hold up the others. */
async function giveUp(database: Pick<Database, 'query'>, recipientId: number): Promise<void> {
  await database.query({
    name: 'give-up-recipient',
    text: `UPDATE broadcast_recipient SET state = 'failed', ended_at = clock_timestamp() WHERE id = $1 AND state = 'queued'`,
    values: [recipientId],
  })
}
