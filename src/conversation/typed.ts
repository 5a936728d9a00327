import type { Choice } from '#message.ts'
import { asides } from './compose.ts'
import { firstOpen } from './dialog.ts'
import { namedInMenu } from './steps/menu.ts'
import { languageOf, type Talk } from './talk.ts'
import { choose } from './understanding/choose.ts'
import { type Command, readCommand } from './understanding/command.ts'
import { isCourtesy } from './understanding/is-courtesy.ts'
import { phrase } from './understanding/phrase.ts'
import { readLanguage } from './understanding/which-language.ts'

/** What typed text is before the open question sees it: a button's value, a command's key, or something said to the question. */
export type Typed = { press: string } | { command: string } | { text: string }

export async function typed(talk: Talk, text: string): Promise<Typed> {
  if (isValue.test(text)) return { press: text }
  const known = knownChoices(talk)
  const said = phrase(text)
  const labelled = said !== '' && [...known, ...asides(talk)].find(({ label }) => phrase(label) === said)
  if (labelled) return { press: labelled.value }
  const word = readCommand(text, languageOf(talk))
  const command = word && meant(talk, word)
  if (command === undefined) return wordless(talk, text)
  // "Book" below "Book now" is the button, not the wish to begin what has begun.
  const named = command === talk.answers.menu ? choose(text, known) : undefined
  return named && 'value' in named ? { press: named.value } : { command }
}

/** What a text may mean that the open question could not read. Undefined: nothing. */
export function nearly(talk: Talk, text: string): { press: string } | { language: string } | 'courtesy' | undefined {
  const named = choose(text, knownChoices(talk))
  if ('value' in named) return { press: named.value }
  const language = readLanguage(text)
  if (language) return { language }
  return isCourtesy(text, languageOf(talk)) ? 'courtesy' : undefined
}

const isValue =
  /^(?:menu|page|language|department|service|location|day|time|people|confirm|appointment|moved|cancelled|seen|draw|lot|prefers|waits|drawn|reminder|remind|offer|wish|earlier|until|notice):[\w:.§-]+$/

/** A command's key where the talk stands; undefined for a yes or no, which only a question can take. */
function meant(talk: Talk, word: Command): string | undefined {
  const { menu: task, time } = talk.answers
  if (word === 'yes') return undefined
  if (word === 'no') return firstOpen(talk.dialog, talk).key === 'confirm' ? 'back' : undefined
  if (word === 'cancel') return task === undefined ? 'cancel' : 'stop'
  if (word === 'stop') return task === undefined ? 'quiet' : 'stop'
  // Nobody wants to move an appointment that they are just making: it is the reserved time that does not suit.
  return word === 'move' && time !== undefined ? 'change-time' : word
}

async function wordless(talk: Talk, text: string): Promise<Typed> {
  const named = firstOpen(talk.dialog, talk).key === 'menu' ? await namedInMenu(talk, text) : undefined
  return named === undefined ? { text } : { press: named }
}

function knownChoices(talk: Talk): readonly Choice[] {
  return firstOpen(talk.dialog, talk).known?.(talk) ?? []
}
