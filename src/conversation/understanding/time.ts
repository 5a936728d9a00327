import type { Language } from '#texts.ts'
import { fold } from './fold.ts'
import { inAnyLanguage } from './in-any-language.ts'
import { numbered, numberWords } from './number-words.ts'
import { perLanguage } from './per-language.ts'
import { spellings } from './spellings.ts'
import { tokens } from './tokens.ts'
import { words } from './words.ts'

type Meaning = { hour: number } | 'noise' | 'morning' | 'afternoon' | 'halfPast' | 'halfTo'
type Clock = { hour: number; minute: number }

const longestPhrase = 3

/** A time of day as 'HH:MM': "9", "9:30", "9.30 Uhr", "14 h 30", "0930", "2 pm", "о 9 ранку", "halb zehn". */
export function readTime(text: string, language: Language): string | undefined {
  const isRange = /\d\s*[-/]\s*\d/.test(fold(text))
  return isRange ? undefined : inAnyLanguage(language, (each) => readIn(text, each))
}

function readIn(text: string, language: Language): string | undefined {
  const said = tokens(text).flatMap((token) => ('word' in token ? [token.word] : [token.digits, token.ending]))
  const found = meaningsOf(
    said.filter((each) => each !== ''),
    language,
  )
  if (found === undefined) return undefined
  const has = (meaning: Meaning) => found.meanings.has(meaning)
  if ([has('halfPast'), has('halfTo'), found.numbers.length > 1].filter(Boolean).length > 1) return undefined
  const clock = clockOf(found.numbers)
  if (clock === undefined || (has('morning') && has('afternoon'))) return undefined
  const half = has('halfPast') ? 30 : has('halfTo') ? -30 : 0
  return format(inHalfOfDay(clock, has), half)
}

function meaningsOf(
  said: readonly string[],
  language: Language,
): { numbers: string[]; meanings: Set<Meaning> } | undefined {
  const numbers: string[] = []
  const meanings = new Set<Meaning>()
  for (let index = 0; index < said.length;) {
    const word = said[index] ?? ''
    if (/^\d+$/.test(word)) {
      numbers.push(word)
      index++
      continue
    }
    const next = longestKnown(said.slice(index, index + longestPhrase), language)
    if (next === undefined) return undefined
    if (typeof next.meaning === 'object') numbers.push(String(next.meaning.hour))
    else meanings.add(next.meaning)
    index += next.length
  }
  return { numbers, meanings }
}

function longestKnown(said: readonly string[], language: Language): { meaning: Meaning; length: number } | undefined {
  for (let length = said.length; length > 0; length--) {
    const meaning = lexicon(language).get(said.slice(0, length).join(' '))
    if (meaning !== undefined) return { meaning, length }
  }
  return undefined
}

/** "9", "9 30" or "0930"; minutes have two digits. */
function clockOf([first = '', second, ...more]: readonly string[]): Clock | undefined {
  if (more.length > 0) return undefined
  const [hour, minute] =
    first.length === 4 && second === undefined ? [first.slice(0, 2), first.slice(2)] : [first, second]
  if (!/^\d{1,2}$/.test(hour) || !/^\d{2}$/.test(minute ?? '00')) return undefined
  const clock = { hour: Number(hour), minute: Number(minute ?? 0) }
  return clock.hour < 24 && clock.minute < 60 ? clock : undefined
}

function inHalfOfDay({ hour, minute }: Clock, has: (meaning: Meaning) => boolean): Clock | undefined {
  if (has('morning')) return hour > 12 ? undefined : { hour: hour % 12, minute }
  return { hour: has('afternoon') && hour < 12 ? hour + 12 : hour, minute }
}

function format(clock: Clock | undefined, half: number): string | undefined {
  if (clock === undefined || (half !== 0 && clock.minute !== 0)) return undefined
  const minutes = (clock.hour * 60 + clock.minute + half + 24 * 60) % (24 * 60)
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')
}

const lexicon = perLanguage((language) => {
  const { times, fillers } = words(language)
  const all = (texts: readonly string[], meaning: Meaning) =>
    texts.flatMap(spellings).map((spelling) => [spelling, meaning] as const)
  const hours = [...numberWords(language), ...numbered(times.hours)]
  return new Map<string, Meaning>([
    ...hours.map(([word, hour]) => [word, { hour }] as const),
    ...all([...times.noise, ...fillers], 'noise'),
    ...all(times.morning, 'morning'),
    ...all(times.afternoon, 'afternoon'),
    ...all(times.halfPast, 'halfPast'),
    ...all(times.halfTo, 'halfTo'),
  ])
})
