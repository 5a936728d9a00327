import type { Tx } from '#database.ts'

type Told = {
  conversationId: string
  /** The messages of the log that tell it. */
  first: number
  last: number
  noticeId: string | undefined
  isUrgent: boolean
  now: Date
}

/**
 * What nobody asked for is sent to the person's other ways too, in the transaction that writes it into the log. A call does not
 * go by e-mail: it would be read too late.
 */
export async function sendElsewhere(
  tx: Tx,
  { conversationId, first, last, noticeId, isUrgent, now }: Told,
): Promise<void> {
  await tx.query({
    name: 'send-elsewhere',
    text: `INSERT INTO contact_delivery (id, contact_id, notice_id, first_sequence, last_sequence, created_at, next_at)
           SELECT gen_random_uuid(), contact.id, $2, $3, $4, $5, $5
           FROM contact JOIN conversation ON conversation.id = conversation_id
           WHERE conversation_id = $1 AND confirmed_at IS NOT NULL AND notices_off_at IS NULL AND NOT ($6 AND kind = 'email')`,
    values: [conversationId, noticeId ?? null, first, last, now, isUrgent],
  })
}
