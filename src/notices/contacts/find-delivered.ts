import { z } from 'zod'
import type { Database } from '#database.ts'
import { Language } from '#texts.ts'

/**
 * A letter that was written. `conversationId` is where its address belongs now; what it asks may be somebody's in another conversation,
 * which is theirs too: `heldIn`, where nobody has forgotten it. `told` are the messages of the log that it was written from.
 */
export type Delivered = {
  deliveryId: string
  conversationId: string
  language: Language
  at: Date
  notice: { about: 'reminder' | 'moved'; code: string; startsAt: Date } | undefined
  offer: { id: string; heldIn: string | null } | undefined
  lot: { number: string; heldIn: string | null } | undefined
  told: { conversationId: string; first: number; last: number } | undefined
}

const Row = z.object({
  conversationId: z.string(),
  language: Language.catch('de'),
  at: z.date(),
  about: z.enum(['reminder', 'moved']).nullable().catch(null),
  code: z.string().nullable(),
  startsAt: z.date().nullable(),
  offerId: z.string().nullable(),
  offerHeldIn: z.string().nullable(),
  lotNumber: z.string().nullable(),
  lotHeldIn: z.string().nullable(),
  toldIn: z.string().nullable(),
  first: z.int(),
  last: z.int(),
})

/** A letter that went to an address that is still somebody's. */
export async function findDelivered(db: Pick<Database, 'query'>, deliveryId: string): Promise<Delivered | undefined> {
  const [row] = await db.query({
    name: 'find-delivered-letter',
    text: `SELECT conversation.id AS "conversationId", coalesce(conversation.language, contact.language) AS language,
             delivery.created_at AS at, notice.kind AS about, code,
             -- It may have been moved since: what is answered is asked.
             coalesce(
               (SELECT starts_at FROM appointment AS standing WHERE standing.code = appointment.code AND standing.state = 'booked'),
               appointment.starts_at
             ) AS "startsAt",
             offer.id AS "offerId", offer.conversation_id AS "offerHeldIn", lot.number AS "lotNumber", lot.conversation_id AS "lotHeldIn",
             delivery.conversation_id AS "toldIn", first_sequence AS first, delivery.last_sequence AS last
           FROM contact_delivery AS delivery JOIN contact ON contact.id = contact_id
           JOIN conversation ON conversation.id = contact.conversation_id
           LEFT JOIN notice ON notice.id = notice_id LEFT JOIN appointment ON appointment.id = notice.appointment_id
           LEFT JOIN offer ON offer.id = offer_id LEFT JOIN lot ON lot.id = lot_id
           WHERE delivery.id = $1 AND contact.kind = 'email' AND confirmed_at IS NOT NULL AND first_sequence IS NOT NULL`,
    values: [deliveryId],
  })
  if (!row) return undefined
  const { conversationId, language, at, about, code, startsAt, first, last, ...of } = Row.parse(row)
  return {
    deliveryId,
    conversationId,
    language,
    at,
    notice: about && code !== null && startsAt ? { about, code, startsAt } : undefined,
    offer: of.offerId === null ? undefined : { id: of.offerId, heldIn: of.offerHeldIn },
    lot: of.lotNumber === null ? undefined : { number: of.lotNumber, heldIn: of.lotHeldIn },
    told: of.toldIn === null ? undefined : { conversationId: of.toldIn, first, last },
  }
}
