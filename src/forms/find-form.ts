import { hashToken } from '#conversation/one-time.ts'
import type { Database } from '#database.ts'
import { ChannelName, type FormLink } from '#message.ts'
import { Language } from '#texts.ts'

/** The page of a token. `state` is by the database's clock; used is whose filling-in the inbox knows. */
export type FoundForm = {
  conversationId: string
  channel: ChannelName
  language: Language | undefined
  asks: FormLink['asks']
  state: 'open' | 'used' | 'expired'
}

export async function findForm(database: Pick<Database, 'query'>, token: string): Promise<FoundForm | undefined> {
  const [row] = await database.query<
    Omit<FoundForm, 'channel' | 'language'> & { channel: string; language: string | null }
  >({
    name: 'find-form',
    text: `SELECT c.id AS "conversationId", c.channel, c.language, f.kind AS asks,
                  CASE WHEN EXISTS (SELECT FROM inbox WHERE channel = c.channel AND key = c.id || ':form:' || $2) THEN 'used'
                       WHEN f.expires_at <= clock_timestamp() THEN 'expired' ELSE 'open' END AS state
           FROM form_token f JOIN conversation c ON c.id = f.conversation_id WHERE f.hash = $1`,
    values: [hashToken(token), hashToken(token).toString('base64url')],
  })
  return row && { ...row, channel: ChannelName.parse(row.channel), language: Language.safeParse(row.language).data }
}
