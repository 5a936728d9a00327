import type { Database } from '#database.ts'

/** Forgets a way to reach somebody, with all that was to be sent there. Again it changes nothing. */
export async function endContact(db: Pick<Database, 'query'>, contactId: string): Promise<void> {
  await db.query({
    name: 'end-contact',
    text: 'DELETE FROM data_key WHERE id = (SELECT data_key_id FROM contact WHERE id = $1)',
    values: [contactId],
  })
}
