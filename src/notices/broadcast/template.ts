import { Language, type Speak } from '#texts.ts'
import type { Audience, Texts } from './broadcast.ts'

/** The built-in words in every language: for who has an appointment later, and for everybody else. */
export function builtIn(speak: Speak, { group }: Pick<Audience, 'group'>): Texts {
  const key = group === 'later' ? 'broadcast.earlier' : 'broadcast.places'
  return Object.fromEntries(Language.options.map((language) => [language, speak(language)(key)]))
}
