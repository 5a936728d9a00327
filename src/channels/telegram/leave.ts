import type { Api } from 'grammy'
import type { Database } from '#database.ts'
import type { Pace } from '#outbox/pace.ts'
import { Language, type Speak } from '#texts.ts'
import { ask, type Way } from './api.ts'
import type { Ways } from './ways.ts'

type Parts = {
  api: Api
  botId: string
  database: Pick<Database, 'query'>
  pace: Pace
  ways: Ways
  speak: Speak
  /** The bot's @name or the web chat's address, where it is known. */
  privately: () => string | undefined
}

/** Seconds that an update waits for its group to be left: what takes longer is left to `again`. */
const atOnceSeconds = 10

/**
 * Appointments are nobody else's business: the bot says so in every group and channel, and leaves it. A row remembers the place
 * until it is left, whatever fails meanwhile.
 */
export function leaver({ api, botId, database, pace, ways, speak, privately }: Parts) {
  const prefix = `telegram-leave:${botId}:`
  /** Where it is being explained and left just now. */
  const underWay = new Set<string>()

  async function explain(chat: number, locale: string | undefined): Promise<void> {
    const t = speak(Language.safeParse(locale?.split('-')[0]).data ?? 'de')
    const place = privately()
    const text = place === undefined ? t('telegram.private-only') : t('telegram.private-only-at', { place })
    const turn = await pace.turn({ chat: `chat ${chat}` })
    const unlinked = { link_preview_options: { is_disabled: true } }
    await ask(() => api.sendMessage(chat, text, unlinked), ways.byTurns(turn).own)
    turn.release()
  }

  /** Whether it is over: the bot has left, or is not there any more. */
  async function leave(chat: number, way: Way): Promise<boolean> {
    const answer = await ask((signal) => api.leaveChat(chat, signal), way)
    const isOver = answer.kind === 'done' || (answer.kind === 'refused' && (answer.code === 400 || answer.code === 403))
    if (isOver) {
      await database.query({
        name: 'telegram-left',
        text: 'DELETE FROM setting WHERE key = $1',
        values: [`${prefix}${chat}`],
      })
    }
    return isOver
  }

  return {
    /** Somebody put the bot there, or speaks there. */
    async leave({ chat, locale }: { chat: number; locale?: string }): Promise<void> {
      // Before the row is there: whoever tries again would leave before it is explained.
      underWay.add(String(chat))
      try {
        const fresh = await database.query({
          name: 'telegram-leaves',
          text: `INSERT INTO setting (key, value) VALUES ($1, 'leaves') ON CONFLICT (key) DO NOTHING RETURNING 1`,
          values: [`${prefix}${chat}`],
        })
        // It is explained once, however often leaving is tried.
        if (fresh.length > 0) await explain(chat, locale)
        await leave(chat, ways.fleeting(atOnceSeconds))
      } finally {
        underWay.delete(String(chat))
      }
    },
    /** Tries once more wherever leaving failed; resolves to whether that is over now. */
    async again(way: Way): Promise<boolean> {
      const rows = await database.query<{ chat: string }>({
        name: 'telegram-to-leave',
        text: 'SELECT substr(key, length($1::text) + 1) AS chat FROM setting WHERE starts_with(key, $1)',
        values: [prefix],
      })
      let isOver = true
      for (const { chat } of rows) isOver = !underWay.has(chat) && (await leave(Number(chat), way)) && isOver
      return isOver
    },
  }
}

export type Leaver = ReturnType<typeof leaver>
