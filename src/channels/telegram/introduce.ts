import { createHash } from 'node:crypto'
import type { Api } from 'grammy'
import { z } from 'zod'
import type { Database } from '#database.ts'
import { Language, type Speak } from '#texts.ts'
import { type Answer, ask, type Way } from './api.ts'

const commands = ['start', 'book', 'appointments', 'move', 'cancel', 'language', 'help', 'privacy'] as const

type Parts = {
  api: Api
  botId: string
  database: Pick<Database, 'query'>
  speak: Speak
  /** In a trial there is no page to enter names on. */
  areNamesAskedHere: boolean
  way: Way
}

/** The hash of each thing that Telegram has been told. */
const Told = z.record(z.string(), z.string())

/**
 * Tells Telegram what the bot says of itself: its commands, its description and its menu button, in every language. What was
 * said is remembered piece by piece, so that only a change costs calls, and what was refused is all that is tried again.
 * German stands for all other languages. Resolves to what was refused, or to why it was left.
 */
export async function introduce({ database, botId, ...parts }: Parts): Promise<Introduced> {
  const key = `telegram-introduction:${botId}`
  const told = await readTold(database, key)
  const refused: string[] = []
  try {
    for (const { name, says, tell } of introduction(parts)) {
      const hash = createHash('sha256').update(JSON.stringify(says)).digest('base64url')
      if (told[name] === hash) continue
      const answer = await tell()
      if (answer.kind === 'away' || answer.kind === 'dropped') return { kind: 'left' }
      // A token that is not accepted is said by whoever asks for updates.
      if (answer.kind === 'refused' && (answer.code === 401 || answer.code === 404)) return { kind: 'left' }
      if (answer.kind === 'refused') refused.push(`${name}: ${answer.code}`)
      else told[name] = hash
    }
  } finally {
    await keepTold(database, key, told)
  }
  return refused.length > 0 ? { kind: 'refused', what: refused } : { kind: 'done' }
}

type Introduced = { kind: 'done' } | { kind: 'left' } | { kind: 'refused'; what: string[] }

/** One call, and what stands in it. */
type Word = { name: string; says: unknown; tell: () => Promise<Answer<unknown>> }

function introduction({
  api,
  speak,
  areNamesAskedHere,
  way,
}: Pick<Parts, 'api' | 'speak' | 'areNamesAskedHere' | 'way'>): Word[] {
  const button = { menu_button: { type: 'commands' as const } }
  const menu: Word = {
    name: 'setChatMenuButton',
    says: button,
    tell: () => ask((signal) => api.setChatMenuButton(button, signal), way),
  }
  const inLanguages = [undefined, ...Language.options].flatMap((language): Word[] => {
    const t = speak(language ?? 'de')
    const at = language === undefined ? {} : { language_code: language }
    const name = (method: string) => [method, language].join(' ').trim()
    const list = commands.map((command) => ({
      command,
      description: command === 'start' ? t('telegram.start') : t(`menu.${command}`),
    }))
    const names = areNamesAskedHere ? t('telegram.names-here') : t('telegram.names-elsewhere')
    const description = [t('telegram.description'), names, t('telegram.web-chat')].join(' ')
    const short = t('telegram.short')
    return [
      {
        name: name('setMyCommands'),
        says: list,
        tell: () => ask((signal) => api.setMyCommands(list, at, signal), way),
      },
      {
        name: name('setMyDescription'),
        says: description,
        tell: () => ask((signal) => api.setMyDescription(description, at, signal), way),
      },
      {
        name: name('setMyShortDescription'),
        says: short,
        tell: () => ask((signal) => api.setMyShortDescription(short, at, signal), way),
      },
    ]
  })
  return [menu, ...inLanguages]
}

async function readTold(database: Pick<Database, 'query'>, key: string): Promise<z.infer<typeof Told>> {
  const [row] = await database.query<{ value: string }>({
    name: 'setting-find',
    text: 'SELECT value FROM setting WHERE key = $1',
    values: [key],
  })
  // An earlier release remembered one hash for all of it.
  return row?.value.startsWith('{') === true ? Told.parse(JSON.parse(row.value)) : {}
}

async function keepTold(database: Pick<Database, 'query'>, key: string, told: z.infer<typeof Told>): Promise<void> {
  await database.query({
    name: 'setting-keep',
    text: 'INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    values: [key, JSON.stringify(told)],
  })
}
