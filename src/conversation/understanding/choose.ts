import type { Choice } from '#message.ts'
import { Language } from '#texts.ts'
import { isOneTypoApart } from './is-one-typo-apart.ts'
import { phrase } from './phrase.ts'
import { spellings } from './spellings.ts'
import { withoutFillers } from './without-fillers.ts'

/** In shorter words one letter makes another word. */
const shortestMisspelled = 5

/** `number` counts the choices that carry the task forward, from 1. */
type Option = { value: string; labels: readonly string[]; number?: number }

/**
 * Which of the choices a typed text means: the value itself, a whole label, a number (1-based, asides not counted),
 * a part of a label (a whole word, or three letters), or a part with one typo in a word of five letters and more.
 * The first of these that fits anything decides.
 */
export function choose(
  text: string,
  choices: readonly Pick<Choice, 'value' | 'label' | 'aside'>[],
): { value: string } | { unclear: true } | { several: string[] } {
  const pressed = choices.find(({ value }) => value === text.trim())
  if (pressed !== undefined) return { value: pressed.value }
  const asSaid = phrase(text)
  if (asSaid === '') return { unclear: true }
  const said = new Set([asSaid, ...Language.options.map((language) => withoutFillers(asSaid, language))])
  const options = optionsOf(choices)
  for (const fits of [isLabel, isNumber, isWordsOf, isPartOf, isMisspelledIn]) {
    const fitting = options.filter((option) => [...said].some((each) => fits(each, option)))
    const [first, ...more] = new Set(fitting.map(({ value }) => value))
    if (first !== undefined) return more.length === 0 ? { value: first } : { several: [first, ...more] }
  }
  return { unclear: true }
}

function optionsOf(choices: readonly Pick<Choice, 'value' | 'label' | 'aside'>[]): Option[] {
  let number = 0
  return choices.map(({ value, label, aside }) => {
    const labels = spellings(label)
    return aside === true ? { value, labels } : { value, labels, number: ++number }
  })
}

function isLabel(said: string, { labels }: Option): boolean {
  return labels.includes(said)
}

function isNumber(said: string, { number }: Option): boolean {
  return /^\d{1,3}$/.test(said) && Number(said) === number
}

function isWordsOf(said: string, { labels }: Option): boolean {
  const isWord = /^\d|.{2}/u.test(said)
  return isWord && labels.some((label) => ` ${label} `.includes(` ${said} `))
}

function isPartOf(said: string, { labels }: Option): boolean {
  return /\p{L}{3}/u.test(said) && labels.some((label) => label.includes(said))
}

function isMisspelledIn(said: string, { labels }: Option): boolean {
  const words = said.split(' ')
  if (!words.some((word) => word.length >= shortestMisspelled)) return false
  return labels.some((label) => words.every((word) => label.split(' ').some((other) => isSameWord(word, other))))
}

function isSameWord(word: string, other: string): boolean {
  return word === other || (word.length >= shortestMisspelled && isOneTypoApart(word, other))
}
