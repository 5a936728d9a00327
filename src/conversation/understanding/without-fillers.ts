import type { Language } from '#texts.ts'
import { perLanguage } from './per-language.ts'
import { spellings } from './spellings.ts'
import { words } from './words.ts'

/** A phrase without the polite words around it: "bitte absagen" is "absagen". Words in the middle stay. */
export function withoutFillers(text: string, language: Language): string {
  let rest = text
  while (rest !== '') {
    const shorter = stripOnce(rest, fillers(language))
    if (shorter === rest) break
    rest = shorter
  }
  return rest
}

function stripOnce(text: string, known: readonly string[]): string {
  for (const filler of known) {
    if (text.startsWith(`${filler} `)) return text.slice(filler.length + 1)
    if (text.endsWith(` ${filler}`)) return text.slice(0, -filler.length - 1)
  }
  return text
}

/** The longest first, or "merci" would leave the "beaucoup" of "merci beaucoup". */
const fillers = perLanguage((language) =>
  words(language)
    .fillers.flatMap(spellings)
    .toSorted((one, other) => other.length - one.length),
)
