import type { Log } from '#log.ts'

type Health = 'starting' | 'well' | 'away' | 'conflict' | 'wrong-token' | 'refused'

/** How Telegram is doing, for whoever looks after the server: each change is said once, and readiness shows the last one. */
export function telegramState({ say, log }: { say: (line: string) => void; log: Log }) {
  let health: Health = 'starting'
  let unsaid: string | undefined

  function become(next: Health, line: string | undefined): void {
    if (next === health) return
    health = next
    log.info(`telegram-${next}`)
    if (line !== undefined) say(line)
  }

  return {
    answers: () => become('well', health === 'starting' ? undefined : 'Telegram answers again.'),
    away: () => become('away', sentences.away),
    /** A message went out, which says nothing of updates. */
    carries: () => {
      if (health === 'away' || health === 'wrong-token') become('well', 'Telegram answers again.')
    },
    refused(code: number): void {
      if (code === 401 || code === 404) become('wrong-token', sentences['wrong-token'])
      else if (code === 409) become('conflict', sentences.conflict)
      else become('refused', sentences.refused)
    },
    /** What Telegram does not take of what the bot says of itself: each change is said once. */
    introduced(refused: readonly string[]): void {
      const note = refused.length === 0 ? undefined : notIntroduced(refused)
      if (note === unsaid) return
      unsaid = note
      log.info(note === undefined ? 'telegram-introduced' : 'telegram-not-introduced')
      say(note ?? 'Telegram has taken what the bot says of itself.')
    },
    /** What is amiss. */
    notes(): string[] {
      const amiss = health === 'well' || health === 'starting' ? [] : [sentences[health]]
      return unsaid === undefined ? amiss : [...amiss, unsaid]
    },
  }
}

const sentences = {
  away: 'Telegram does not answer: it is tried again; the web chat goes on.',
  conflict: 'Another program polls Telegram with this bot’s token: waiting until it stops.',
  'wrong-token': 'TELEGRAM_BOT_TOKEN is not accepted by Telegram: check it with @BotFather; the web chat goes on.',
  refused: 'Telegram refuses to hand out updates: it is tried again; the web chat goes on.',
}

function notIntroduced(refused: readonly string[]): string {
  return `Telegram does not take what the bot says of itself (${refused.join(', ')}): it is tried again; the bot answers all the same.`
}

export type State = ReturnType<typeof telegramState>
