import type { Tx } from '#database.ts'

/** Takes back what stands in line: its people are told later or not at all. What is being sent arrives. */
export async function withdraw(tx: Tx, { id }: { id: string }): Promise<void> {
  await tx.query({
    name: 'withdraw-broadcast',
    text: `
      WITH withdrawn AS (
        DELETE FROM message USING broadcast_recipient AS recipient
        WHERE recipient.broadcast_id = $1 AND recipient.state = 'sending'
          AND message.conversation_id = recipient.conversation_id AND message.sequence = recipient.sequence
          AND message.status = 'queued'
        RETURNING recipient.id
      )
      UPDATE broadcast_recipient SET state = 'queued', sequence = NULL WHERE id IN (SELECT id FROM withdrawn)`,
    values: [id],
  })
}
