import { z } from 'zod'
import type { Config } from '#config.ts'

const Answer = z.object({ ok: z.literal(true), result: z.object({ username: z.string() }) })

/** The bot's name without @, as Telegram knows it; undefined without a bot, or when Telegram does not answer for it. */
export async function botName({ botToken, apiRoot }: Config['telegram']): Promise<string | undefined> {
  if (botToken === undefined) return undefined
  try {
    const answer = await fetch(`${apiRoot}/bot${botToken}/getMe`, { signal: AbortSignal.timeout(15_000) })
    return Answer.parse(await answer.json()).result.username
  } catch {
    // The error would quote the address, and with it the token.
    return undefined
  }
}
