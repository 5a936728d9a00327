import { createHmac } from 'node:crypto'
import { normaliseName } from '#privacy/identity.ts'
import { keyObject } from '#privacy/key-object.ts'
import type { Keys } from '#privacy/keys.ts'
import { latinSpellings } from './latin-name.ts'

type SearchKey = Pick<Keys, 'search'>

/**
 * What a name is found by: the HMAC of each of its words, as it was typed and in Latin letters. Who has the table without the
 * key can't tell a name from it, and not even how long it is.
 */
export function searchWords(keys: SearchKey, name: string): Buffer[] {
  return [...new Set([name, ...latinSpellings(name)].flatMap(wordsOf))].map((word) => hash(keys, `word\0${word}`))
}

/** `dateOfBirth`: "YYYY-MM-DD". */
export function searchBirthday(keys: SearchKey, dateOfBirth: string): Buffer {
  return hash(keys, `birthday\0${dateOfBirth}`)
}

function hash(keys: SearchKey, text: string): Buffer {
  return createHmac('sha256', keyObject(keys.search)).update(text).digest()
}

export function wordsOf(name: string): string[] {
  return normaliseName(name)
    .split(/[ .,]+/u)
    .filter((word) => word !== '')
}
