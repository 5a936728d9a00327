import type { Tx } from '#database.ts'

/** Hours for which somebody can say that an address is theirs. */
const confirmHours = 24

export type FoundContact = { state: 'open' | 'confirmed' | 'expired'; language: string }

export async function findContact(
  tx: Tx,
  { contactId, now }: { contactId: string; now: Date },
): Promise<FoundContact | undefined> {
  const [found] = await tx.query<FoundContact>({
    name: 'look-at-contact',
    text: `SELECT language, CASE WHEN confirmed_at IS NOT NULL THEN 'confirmed'
                                 WHEN created_at <= $2::timestamptz - $3 * interval '1 hour' THEN 'expired'
                                 ELSE 'open' END AS state
           FROM contact WHERE id = $1 AND kind = 'email'`,
    values: [contactId, now, confirmHours],
  })
  return found
}

/** The address is theirs; it takes the place of another one of the same conversation. Said again it changes nothing. */
export async function confirmContact(
  tx: Tx,
  { contactId, now }: { contactId: string; now: Date },
): Promise<{ outcome: 'confirmed' | 'gone' }> {
  const rows = await tx.query({
    name: 'confirm-contact',
    text: `
      WITH
        mine AS (
          UPDATE contact SET confirmed_at = coalesce(confirmed_at, $2)
          WHERE id = $1 AND kind = 'email'
            AND (confirmed_at IS NOT NULL OR created_at > $2::timestamptz - $3 * interval '1 hour')
          RETURNING id, conversation_id
        ),
        -- Deleting the key deletes the contact.
        former AS (
          DELETE FROM data_key WHERE id IN (
            SELECT data_key_id FROM contact JOIN mine USING (conversation_id) WHERE kind = 'email' AND contact.id <> mine.id
          )
        )
      SELECT FROM mine`,
    values: [contactId, now, confirmHours],
  })
  return { outcome: rows.length > 0 ? 'confirmed' : 'gone' }
}
