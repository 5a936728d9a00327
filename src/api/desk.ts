import type { Office } from '#appointments/office.ts'
import type { Config } from '#config.ts'
import type { Conversations } from '#conversation/conversations.ts'
import type { Database } from '#database.ts'
import type { DeskTexts } from '#desk-texts.ts'
import type { Log } from '#log.ts'
import type { Oidc } from '#staff/oidc.ts'
import type { Keys } from '#privacy/keys.ts'
import type { Speak } from '#texts.ts'

/** What routes work with. */
export type Desk = {
  database: Database
  keys: Keys
  config: Config
  log: Log
  now: () => Date
  texts: DeskTexts
  speak: Speak
  office: () => Office
  conversations: Conversations
  /** The bot's name without @, once it is known. */
  telegramBot?: () => string | undefined
  /** The way in through a provider, where one is set. */
  oidc: Oidc | undefined
}
