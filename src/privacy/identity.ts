import { createHmac } from 'node:crypto'
import { keyObject } from './key-object.ts'
import type { Keys } from './keys.ts'

/**
 * The blind index of a person: the same for every spelling of the name, and of no use without the key. It tells that two
 * bookings are of one person, never who that is.
 */
export function identityOf(keys: Pick<Keys, 'identity'>, applicant: { name: string; dateOfBirth: string }): Buffer {
  const person = `${normaliseName(applicant.name)}\0${applicant.dateOfBirth}`
  return createHmac('sha256', keyObject(keys.identity)).update(person).digest()
}

/**
 * One form for all spellings of a name: case, spaces, hyphens, apostrophes, accents, keyboards. What makes another name
 * stays: й is not и, ї is not і, Müller is not Mueller.
 */
export function normaliseName(name: string): string {
  const plain = name
    .replace(apostrophes, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(apostrophes, '')
    .replace(/\p{White_Space}|\p{Pd}|[\u2212\u2043]/gu, ' ')
    .replace(/\p{Cc}|\p{Default_Ignorable_Code_Point}|\u0640/gu, '')
  return [...plain]
    .map((letter) => sameLetter[letter] ?? letter)
    .join('')
    .normalize('NFD')
    .replace(/(\P{M}?)(\p{M}+)/gu, (_, letter: string, marks: string) => letter + telling(letter, marks))
    .replace(/ +/g, ' ')
    .trim()
    .normalize('NFC')
}

/** The marks that make another letter. Accents, stress, vowel signs and ё's dots do not. */
function telling(letter: string, marks: string): string {
  if (/[وي]/u.test(letter)) return marks.includes(hamza) ? hamza : ''
  if (/[гк]/u.test(letter)) return marks.includes(acute) ? acute : ''
  if (/(?!е)\p{Script=Cyrillic}/u.test(letter)) return [...marks].find((mark) => mark === breve || mark === dots) ?? ''
  return ''
}

const acute = '\u0301'
const breve = '\u0306'
const dots = '\u0308'
const hamza = '\u0654'

/** Everything people type for the sign in Дем'янюк, O'Neill and Sa‘īd, the accents on their own included. */
const apostrophes =
  /['`´"‘’‚‛“”′‵＇｀\u02b9-\u02bf\u02c8\u02ca\u02cb\u02ee\u0384\u055a\u05f3\u1fbd-\u1fc0\u1fef\u1ffd\u1ffe\ua78c]/gu

const sameLetter: Readonly<Record<string, string>> = {
  ß: 'ss',
  ı: 'i',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ς: 'σ',
  ی: 'ي',
  ى: 'ي',
  ک: 'ك',
  ٱ: 'ا',
}
