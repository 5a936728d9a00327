import type { Language } from '#texts.ts'
import { fold } from './fold.ts'
import { lexicon, type Meaning } from './lexicon.ts'
import { perLanguage } from './per-language.ts'
import { phrase } from './phrase.ts'
import { tokens, type Token } from './tokens.ts'
import { words } from './words.ts'

/** "14.12.", "14/12/26", "14-12-2026", "2026-12-14": two or three numbers, kept as typed. */
export type NumericDate = { is: 'date'; digits: [string, string] | [string, string, string] }

const longestPhrase = 4

/**
 * What each word of a text means for a day, in order and without noise; undefined as soon as one word means nothing,
 * so that a day is never picked out of a story.
 */
export function meanings(text: string, language: Language): (Meaning | NumericDate)[] | undefined {
  const folded = fold(text)
  const date = /(\d{1,4})\s?([./-])\s?(\d{1,2})(?!\d)(?:(?:\s?\2\s?(\d{2,4})|\s(\d{4}))(?!\d))?/.exec(folded)
  if (date === null) return meaningsOf(tokens(folded), language)
  const [typed, first = '', , second = '', third, distantThird] = date
  const year = third ?? distantThird
  const before = meaningsOf(tokens(folded.slice(0, date.index)), language)
  const after = meaningsOf(tokens(folded.slice(date.index + typed.length)), language)
  if (before === undefined || after === undefined) return undefined
  return [...before, { is: 'date', digits: year === undefined ? [first, second] : [first, second, year] }, ...after]
}

function meaningsOf(said: readonly Token[], language: Language): Meaning[] | undefined {
  const options: (readonly Meaning[])[] = []
  let rest = said.flatMap((token) => separate(token, language))
  while (rest.length > 0) {
    const next = longestKnown(rest, language)
    if (next === undefined) return undefined
    options.push(next.meanings)
    rest = rest.slice(next.length)
  }
  // "يوم" is a unit in "after 3 days" and a mere marker in "day 14": it counts as a unit where a distance is spoken of.
  const isDistance = options.some((each) => each.some(({ is }) => is === 'ahead'))
  return options
    .flatMap((each) => each.find(({ is }) => (is === 'unit') === isDistance) ?? each[0] ?? [])
    .filter(({ is }) => is !== 'noise')
}

/** Letters glued to digits either make an ordinal of them ("14th") or are the next word ("14грудня"). */
function separate(token: Token, language: Language): (string | Meaning)[] {
  if ('word' in token) return [token.word]
  const { digits, ending } = token
  const isOrdinal = ordinals(language).has(ending)
  const number: Meaning = { is: 'number', digits, isOrdinal }
  return isOrdinal || ending === '' ? [number] : [number, ending]
}

function longestKnown(
  said: readonly (string | Meaning)[],
  language: Language,
): { meanings: readonly Meaning[]; length: number } | undefined {
  const [first] = said
  if (typeof first === 'object') return { meanings: [first], length: 1 }
  for (let length = Math.min(longestPhrase, said.length); length > 0; length--) {
    const together = said.slice(0, length)
    const known = together.every((each) => typeof each === 'string') && lookUp(together.join(' '), language)
    if (known) return { meanings: known, length }
  }
  return undefined
}

function lookUp(text: string, language: Language): readonly Meaning[] | undefined {
  const known = lexicon(language).get(text)
  if (known !== undefined) return known
  for (const ending of endings(language)) {
    const stem = text.endsWith(ending) ? lexicon(language).get(text.slice(0, -ending.length)) : undefined
    const isInflected = stem?.every(({ is }) => is === 'month' || is === 'weekday')
    if (isInflected === true) return stem
  }
  return undefined
}

const ordinals = perLanguage((language) => new Set(words(language).dates.ordinals.map(phrase)))
const endings = perLanguage((language) => words(language).dates.endings.map(phrase))
