import type { Tx } from '#database.ts'
import type { Outgoing } from '#message.ts'
import { answersIn, type LetterAnswer } from './letter-answers.ts'

type Told = {
  conversationId: string
  /** What tells it, and the sequence of its first message in the log. */
  messages: readonly Outgoing[]
  first: number
  noticeId: string | undefined
  isUrgent: boolean
  now: Date
}

/**
 * What nobody asked for is sent to the person's other ways too, in the transaction that writes it into the log. It remembers the offer
 * and the lot that its buttons answer: they may be answered when the log has been forgotten, or goes on elsewhere. A call does not go
 * by e-mail: it would be read too late.
 */
export async function sendElsewhere(
  tx: Tx,
  { conversationId, messages, first, noticeId, isUrgent, now }: Told,
): Promise<void> {
  const answers = answersIn(messages)
  const subjectOf = (about: LetterAnswer['about']) => answers.find((each) => each.about === about)?.subject ?? null
  await tx.query({
    name: 'send-elsewhere',
    text: `INSERT INTO contact_delivery (id, contact_id, notice_id, offer_id, lot_id, conversation_id, first_sequence, last_sequence,
             created_at, next_at)
           SELECT gen_random_uuid(), contact.id, $2, $7,
             -- A number is a lot's within its draw.
             (SELECT id FROM lot WHERE lot.conversation_id = $1 AND number = $8 ORDER BY state = 'offered' DESC LIMIT 1),
             $1, $3, $4, $5, $5
           FROM contact JOIN conversation ON conversation.id = conversation_id
           WHERE conversation_id = $1 AND confirmed_at IS NOT NULL AND notices_off_at IS NULL AND NOT ($6 AND kind = 'email')`,
    values: [
      conversationId,
      noticeId ?? null,
      first,
      first + messages.length - 1,
      now,
      isUrgent,
      subjectOf('offer'),
      subjectOf('drawn'),
    ],
  })
}
