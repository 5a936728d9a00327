import type { Language } from '#texts.ts'
import { inAnyLanguage } from './in-any-language.ts'
import { numberWords } from './number-words.ts'
import { perLanguage } from './per-language.ts'
import { plain } from './plain.ts'
import { spellings } from './spellings.ts'
import { tokens } from './tokens.ts'
import { words } from './words.ts'

/** How many people: digits (up to three) or a number word from one to ten, alone or with words such as "people". */
export function readCount(text: string, language: Language): number | undefined {
  const isSignedOrSplit = /[-−]\s*\d|\d\s*[.,:/]\s*\d/.test(plain(text))
  return isSignedOrSplit ? undefined : inAnyLanguage(language, (each) => readIn(text, each))
}

function readIn(text: string, language: Language): number | undefined {
  const { alone, noise } = phrases(language)
  const said = tokens(text).flatMap((token) => ('word' in token ? [token.word] : [token.digits, token.ending]))
  if (alone.has(said.join(' '))) return 1
  const telling = said.filter((word) => word !== '' && !noise.has(word))
  const [only, ...more] = telling
  if (only === undefined || more.length > 0) return undefined
  return /^\d{1,3}$/.test(only) ? Number(only) : numberWords(language).get(only)
}

const phrases = perLanguage((language) => {
  const { people, fillers } = words(language)
  const noise = [...people.noise, ...fillers].flatMap(spellings).flatMap((spelling) => spelling.split(' '))
  return { alone: new Set(people.alone.flatMap(spellings)), noise: new Set(noise) }
})
