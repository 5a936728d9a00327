import { Language } from '#texts.ts'
import { perLanguage } from './per-language.ts'
import { phrase } from './phrase.ts'
import { spellings } from './spellings.ts'
import { withoutFillers } from './without-fillers.ts'
import { words } from './words.ts'

/** Whether a text only greets, thanks or asks politely: "Guten Tag", "дякую". */
export function isCourtesy(text: string, language: Language): boolean {
  const said = phrase(text)
  return said !== '' && [language, ...Language.options].some((each) => polite(each).has(withoutFillers(said, each)))
}

const polite = perLanguage((language) => new Set(words(language).fillers.flatMap(spellings)))
