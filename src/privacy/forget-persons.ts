import type { Tx } from '#database.ts'

type Whose = ['conversation_id', string] | ['identity', Buffer]

/**
 * Takes from appointments whose they are, for ever: deleting the data key is what erases a name in backups too. What was
 * noted about them goes, nothing more is told, and a code opens nothing any more, for helpers neither.
 */
export async function forgetPersons(tx: Tx, [column, value]: Whose): Promise<void> {
  await tx.query({
    name: `forget-persons-by-${column}`,
    text: `
      WITH
        theirs AS MATERIALIZED (SELECT id, code, applicant_id FROM appointment WHERE ${column} = $1),
        persons AS MATERIALIZED (
          SELECT applicant.id, data_key_id FROM applicant WHERE id IN (SELECT applicant_id FROM theirs)
        ),
        anonymous AS (
          UPDATE appointment SET identity = NULL, applicant_id = NULL, conversation_id = NULL
          WHERE id IN (SELECT id FROM theirs)
        ),
        notes AS (DELETE FROM appointment_note WHERE appointment_id IN (SELECT id FROM theirs)),
        wishes AS (DELETE FROM subscription WHERE appointment_code IN (SELECT code FROM theirs)),
        news AS (DELETE FROM notice WHERE appointment_id IN (SELECT id FROM theirs)),
        names AS (DELETE FROM applicant WHERE id IN (SELECT id FROM persons)),
        keys AS (DELETE FROM data_key WHERE id IN (SELECT data_key_id FROM persons))
      DELETE FROM appointment_access WHERE code IN (SELECT code FROM theirs)`,
    values: [value],
  })
}
