import { createHash } from 'node:crypto'
import type { Api } from 'grammy'
import type { Database } from '#database.ts'
import { Language, type Speak } from '#texts.ts'
import { type Answer, ask, type Way } from './api.ts'

const commands = ['start', 'book', 'appointments', 'move', 'cancel', 'language', 'help', 'privacy'] as const

/**
 * Tells Telegram what the bot says of itself: its commands, its description and its menu button, in every language. The
 * hash of what was said is remembered, so that only a change costs calls. German stands for all other languages.
 */
export async function introduce({
  api,
  botId,
  database,
  speak,
  way,
}: {
  api: Api
  botId: string
  database: Pick<Database, 'query'>
  speak: Speak
  way: Way
}): Promise<Answer<unknown>> {
  const words = [undefined, ...Language.options].map((language) => introduction(speak, language))
  const hash = createHash('sha256').update(JSON.stringify(words)).digest('base64url')
  const key = `telegram-introduction:${botId}`
  const [known] = await database.query<{ value: string }>({
    name: 'setting-find',
    text: 'SELECT value FROM setting WHERE key = $1',
    values: [key],
  })
  if (known?.value === hash) return { kind: 'done', result: true }
  const menu = await ask((signal) => api.setChatMenuButton({ menu_button: { type: 'commands' } }, signal), way)
  if (menu.kind !== 'done') return menu
  for (const { language, ...said } of words) {
    const at = language === undefined ? {} : { language_code: language }
    const answers = [
      await ask((signal) => api.setMyCommands(said.commands, at, signal), way),
      await ask((signal) => api.setMyDescription(said.description, at, signal), way),
      await ask((signal) => api.setMyShortDescription(said.short, at, signal), way),
    ]
    const refused = answers.find(({ kind }) => kind !== 'done')
    if (refused) return refused
  }
  await database.query({
    name: 'setting-keep',
    text: 'INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    values: [key, hash],
  })
  return { kind: 'done', result: true }
}

function introduction(speak: Speak, language: Language | undefined) {
  const t = speak(language ?? 'de')
  return {
    language,
    commands: commands.map((command) => ({
      command,
      description: command === 'start' ? t('step.menu.ask') : t(`menu.${command}`),
    })),
    description: t('telegram.description'),
    short: t('telegram.short'),
  }
}
