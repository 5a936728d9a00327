import type { Conversations } from '#conversation/conversations.ts'
import type { Database } from '#database.ts'
import { loadTexts, type Speak } from '#texts.ts'

export type Guard = { heard?: (talks: Conversations, database: () => Database) => Conversations; speak?: Speak }

/** Guards taken out. */
export const mutants: Record<string, Guard> = {
  'texts reach the database as they came': {
    heard: (talks, database) => ({
      ...talks,
      async receive(incoming) {
        const text = incoming.act.kind === 'text' ? incoming.act.text : ''
        await database().query({ name: 'note-text', text: 'SELECT $1::text', values: [text] })
        return talks.receive(incoming)
      },
    }),
  },
  'a text is missing': { speak: lacking('unclear.once') },
  'everybody hears German': { speak: () => loadTexts()('de') },
}

/** What i18next says where a text is missing: its key. */
function lacking(missing: string): Speak {
  const speak = loadTexts()
  return (language) => {
    const t = speak(language)
    const translate = (key: 'help', options: never) => (key === missing ? key : t(key, options))
    return translate as typeof t
  }
}
