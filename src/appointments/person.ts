import { decrypt } from '#privacy/encrypt.ts'
import { type Keys, unwrapDataKey } from '#privacy/keys.ts'
import { latinName } from './people/latin-name.ts'

/** Who comes, for a clerk's eyes. `germanName` is the name in Latin letters, `isApproximate` when vowels had to be guessed. */
export type Person = { name: string; dateOfBirth: string; germanName: string; isApproximate: boolean }

/** What `openPerson` needs, of an appointment that is joined by `personJoin`. */
export type SealedPerson = {
  applicantId: string | null
  language: string
  sealedName: Uint8Array | null
  sealedDateOfBirth: Uint8Array | null
  dataKeyId: string | null
  wrappedKey: Uint8Array | null
}

export const personJoin = `
  LEFT JOIN applicant ON applicant.id = appointment.applicant_id
  LEFT JOIN data_key ON data_key.id = applicant.data_key_id`

export const personColumns = `applicant.name AS "sealedName", applicant.date_of_birth AS "sealedDateOfBirth",
  data_key.id AS "dataKeyId", data_key.wrapped AS "wrappedKey"`

/** Undefined once the person is forgotten. */
function openPerson(keys: Keys, sealed: SealedPerson): Person | undefined {
  const { applicantId, language, sealedName, sealedDateOfBirth, dataKeyId, wrappedKey } = sealed
  if (!applicantId || !sealedName || !sealedDateOfBirth || !dataKeyId || !wrappedKey) return undefined
  const key = unwrapDataKey(keys, { id: dataKeyId, wrapped: wrappedKey })
  const name = decrypt(key, sealedName, `applicant.name.${applicantId}`)
  const dateOfBirth = decrypt(key, sealedDateOfBirth, `applicant.date_of_birth.${applicantId}`)
  const { name: germanName, isApproximate } = latinName(name, language)
  return { name, dateOfBirth, germanName, isApproximate }
}

/** A row without what was sealed in it, and with whose it is. */
export function withPerson<Row extends SealedPerson>(
  keys: Keys,
  row: Row,
): Omit<Row, Exclude<keyof SealedPerson, 'applicantId' | 'language'>> & { person: Person | undefined } {
  const { sealedName: _name, sealedDateOfBirth: _born, dataKeyId: _id, wrappedKey: _key, ...rest } = row
  return { ...rest, person: openPerson(keys, row) }
}
