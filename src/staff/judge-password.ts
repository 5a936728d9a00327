import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'

/** Nobody is asked for signs of four kinds: length is what counts (NIST SP 800-63B, BSI ORP.4). */
const passwordLength = { least: 15, most: 200 }

export type Fault = 'too-short' | 'too-long' | 'personal' | 'breached'

/**
 * Why a password is not taken, asked without a network. Of the 49,233 passwords of the list only 41 have 15 characters: so
 * one that is nothing but listed passwords, rows of keys, repetitions and years in a row counts as listed too (zxcvbn's score
 * below 4: 10^10 guesses).
 */
export function judgePassword(password: string, person: { name: string; email: string }): Fault | undefined {
  const { length } = [...password]
  if (length < passwordLength.least) return 'too-short'
  if (length > passwordLength.most) return 'too-long'
  const words = wordsOf(person)
  if (isPersonal(password, words)) return 'personal'
  judge ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
  // What comes later makes it no worse, and 200 characters would take a second.
  return judge.check(password.slice(0, 64), [...words, ...nearAtHand]).score < 4 ? 'breached' : undefined
}

let judge: ZxcvbnFactory | undefined

/** What comes to mind at this desk, and is tried first by whoever knows where it stands. */
const nearAtHand = (
  'terminlotse termin termine ausländerbehörde auslaenderbehoerde behörde neuss grevenbroich passwort kennwort geheim ' +
  'frühling sommer herbst winter januar februar märz april mai juni juli august september oktober november dezember'
).split(' ')

/** Longer than three letters, so that Mr Li may have a password with "li" in it. */
function wordsOf({ name, email }: { name: string; email: string }): Set<string> {
  const parts = `${name} ${email}`.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  return new Set(parts.filter((part) => [...part].length > 3))
}

function isPersonal(password: string, words: ReadonlySet<string>): boolean {
  const plain = password.normalize('NFKC').toLowerCase()
  return [...words].some((word) => plain.includes(word))
}
