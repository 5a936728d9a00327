import { Language } from '#texts.ts'
import { perLanguage } from './per-language.ts'
import { phrase } from './phrase.ts'
import { plain } from './plain.ts'
import { spellings } from './spellings.ts'
import { withoutFillers } from './without-fillers.ts'
import { words, Words } from './words.ts'

const Command = Words.shape.commands.keyof()
export type Command = keyof Words['commands']

/**
 * The command a text is, never one that it merely contains: "please cancel" is one, "I don't want to cancel" is none.
 * The person's language counts first, then every other. `/start` with or without a payload is the menu, `/stop` ends messages of our own accord.
 */
export function readCommand(text: string, language: Language): Command | undefined {
  const slash = /^\/([a-z]+)(?:@\w+)?(?: .*)?$/i.exec(plain(text))?.[1]?.toLowerCase()
  if (slash !== undefined) return slashCommand(slash)
  const said = phrase(text)
  if (said === '') return undefined
  for (const each of [language, ...Language.options]) {
    const command = commands(each).get(said) ?? commands(each).get(withoutFillers(said, each))
    if (command !== undefined) return command
  }
  return undefined
}

function slashCommand(name: string): Command | undefined {
  if (name === 'start') return 'menu'
  if (name === 'stop') return 'quiet'
  const command = Command.safeParse(name)
  return command.success && !['yes', 'no'].includes(command.data) ? command.data : undefined
}

const commands = perLanguage((language) => {
  const synonyms = words(language).commands
  return new Map(
    Command.options.flatMap((command) =>
      synonyms[command].flatMap(spellings).map((spelling) => [spelling, command] as const),
    ),
  )
})
