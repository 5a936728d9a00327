import { randomUUID } from 'node:crypto'
import { encrypt } from '#privacy/encrypt.ts'
import { type Keys, newDataKey } from '#privacy/keys.ts'
import { searchBirthday, searchWords } from './people/search-words.ts'

/** `dateOfBirth`: "YYYY-MM-DD". */
export type Applicant = { name: string; dateOfBirth: string }

/**
 * SQL: the person of the appointment that the statement has `booked`, with the key that only this person has and the words to
 * search by. $8 is the person's id, $11 to $16 are the values of `sealPerson`.
 */
export const writePerson = `
        secret AS (INSERT INTO data_key (id, wrapped) SELECT $11, $12 FROM booked),
        person AS (
          INSERT INTO applicant (id, data_key_id, name, date_of_birth, birthday)
          SELECT $8, $11, $13, $14, $15 FROM booked
        ),
        words AS (
          INSERT INTO applicant_word (applicant_id, word) SELECT $8, word FROM booked, unnest($16::bytea[]) AS word
        )`

export function sealPerson(keys: Keys, { name, dateOfBirth }: Applicant): { applicantId: string; values: unknown[] } {
  const applicantId = randomUUID()
  const { id, wrapped, key } = newDataKey(keys)
  return {
    applicantId,
    values: [
      id,
      wrapped,
      encrypt(key, name, `applicant.name.${applicantId}`),
      encrypt(key, dateOfBirth, `applicant.date_of_birth.${applicantId}`),
      searchBirthday(keys, dateOfBirth),
      searchWords(keys, name),
    ],
  }
}
