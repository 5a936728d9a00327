import type { Tx } from '#database.ts'
import type { Keys } from '#privacy/keys.ts'
import { type Person, personColumns, personJoin, type SealedPerson, withPerson } from '../person.ts'
import { type Visit, visitColumns } from '../attendance/visit.ts'
import type { Search } from './read-search.ts'
import { searchBirthday, searchWords, wordsOf } from './search-words.ts'

/** One person with all their appointments that are still known by name, the next or latest first. */
export type FoundPerson = { person: Person; appointments: Visit[] }

/** Where somebody may look. */
export type Reach = readonly { departmentId: string; locationId: string }[]

/**
 * Whom a clerk looks for. All that is given must fit: each word of the name, in either script and any order, the date of
 * birth, the code. Words are found whole: what is stored of them does not show how they begin.
 */
export async function findPeople(
  tx: Tx,
  keys: Keys,
  { code, dateOfBirth, name, places, limit = 50 }: Search & { places?: Reach | undefined; limit?: number },
): Promise<FoundPerson[]> {
  // A word may have been written in several ways: any of them will do, but each word must be there.
  const words = wordsOf(name ?? '').flatMap((word, index) =>
    searchWords(keys, word).map((hash) => ({ hash, number: index + 1 })),
  )
  const count = words.at(-1)?.number ?? 0
  if (code === undefined && dateOfBirth === undefined && count === 0) return []
  const rows = await tx.query<Visit & SealedPerson & { identity: Uint8Array | null }>({
    name: 'find-people',
    text: `
      WITH
        matching AS (
          SELECT applicant_id FROM applicant_word
          JOIN unnest($1::bytea[], $2::int[]) AS wanted (word, number) USING (word)
          GROUP BY applicant_id HAVING count(DISTINCT number) = $3
        ),
        found AS (
          SELECT appointment.identity FROM appointment JOIN applicant ON applicant.id = appointment.applicant_id
          WHERE ($3 = 0 OR applicant.id IN (SELECT applicant_id FROM matching))
            AND ($4::bytea IS NULL OR applicant.birthday = $4)
            AND ($5::text IS NULL OR appointment.code = $5)
            AND ${isWithin('$6', '$7')}
        )
      SELECT ${visitColumns('appointment')}, ${personColumns}, appointment.identity
      FROM appointment ${personJoin}
      WHERE appointment.identity IN (SELECT identity FROM found)
        AND ${isWithin('$6', '$7')}
      ORDER BY state = 'booked' DESC, starts_at DESC, appointment.id LIMIT 500`,
    values: [
      words.map(({ hash }) => hash),
      words.map(({ number }) => number),
      count,
      dateOfBirth === undefined ? null : searchBirthday(keys, dateOfBirth),
      code ?? null,
      ...valuesOf(places),
    ],
  })
  return groupByPerson(keys, rows).slice(0, limit)
}

/** SQL: whether the row of `appointment` is in one of the places; without any it may be anywhere. */
export function isWithin(departmentIds: string, locationIds: string): string {
  return `(${departmentIds}::text[] IS NULL OR (appointment.department_id, appointment.location_id) IN (
          SELECT * FROM unnest(${departmentIds}::text[], ${locationIds}::text[])
        ))`
}

/** The values that `isWithin` compares with. */
export function valuesOf(places: Reach | undefined): [string[] | null, string[] | null] {
  if (places === undefined) return [null, null]
  return [places.map(({ departmentId }) => departmentId), places.map(({ locationId }) => locationId)]
}

function groupByPerson(
  keys: Keys,
  rows: readonly (Visit & SealedPerson & { identity: Uint8Array | null })[],
): FoundPerson[] {
  const people = new Map<string, FoundPerson>()
  for (const { identity, ...row } of rows) {
    const { person, ...appointment } = withPerson(keys, row)
    if (!identity || !person) continue
    const key = Buffer.from(identity).toString('base64')
    people.set(key, { person, appointments: [...(people.get(key)?.appointments ?? []), appointment] })
  }
  return [...people.values()]
}
