import { randomBytes } from 'node:crypto'
import type { Office } from '#appointments/office.ts'
import type { Database } from '#database.ts'
import type { ChannelName, Incoming } from '#message.ts'
import type { Keys } from '#privacy/keys.ts'
import type { Speak } from '#texts.ts'
import { storeDataKey } from './conversation-row.ts'
import { type LogEntry, readLog } from './message-log.ts'
import { receive } from './receive.ts'
import { warmUp } from './understanding/warm-up.ts'
import { localDay } from './when.ts'

export type { LogEntry } from './message-log.ts'
export { UnknownConversation } from './unknown-conversation.ts'

/** What channels may do with conversations. */
export type Conversations = {
  /**
   * The whole turn in one transaction. `sequence` is the person's own message in the log, for a repeated key the original's.
   * Throws UnknownConversation.
   */
  receive(incoming: Incoming): Promise<{ sequence: number | undefined; fresh: boolean }>
  /** `address` is the channel's own name of the other side; `device` the SHA-256 of the web chat's device cookie. */
  create(fresh: { channel: ChannelName; address: string; device?: Buffer }): Promise<{ conversationId: string }>
  find(conversationId: string): Promise<Found | undefined>
  findByDevice(device: Buffer): Promise<Found | undefined>
  /** The device no longer opens the conversation; appointments can still be opened with their code. */
  forgetDevice(device: Buffer): Promise<void>
  log(conversationId: string, after: number): Promise<LogEntry[]>
}

export type Found = { conversationId: string; channel: ChannelName; address: string }

/** `office` is asked at every turn, so that an edit at the desk counts at once. */
export type Parts = {
  database: Database
  keys: Keys
  office: () => Office
  speak: Speak
  now: () => Date
  reach?: Reach
}

/**
 * Where people find us. `telegramBot` is the bot's name without @, once it is known. `privateForms` are the channels in which
 * name and date of birth are not typed but entered on a page of ours: they need the address at `publicUrl`. `mails`: letters can be
 * sent; `push`: browsers can be sent notifications, made with this key, at the endpoints that it takes.
 */
export type Reach = {
  publicUrl?: string | undefined
  telegramBot?: () => string | undefined
  privateForms?: readonly ChannelName[]
  mails?: boolean
  push?: { publicKey: string; takes(endpoint: string): boolean } | undefined
}

export function conversations(parts: Parts): Conversations {
  const { database, keys } = parts
  warmUp(localDay(parts.now()))
  return {
    receive: (incoming) => receive(parts, incoming),
    create: ({ channel, address, device }) =>
      database.transaction(async (tx) => {
        const conversationId = randomBytes(16).toString('base64url')
        const dataKey = await storeDataKey(tx, keys)
        await tx.query({
          name: 'create-conversation',
          text: 'INSERT INTO conversation (id, channel, address, device_hash, data_key_id) VALUES ($1, $2, $3, $4, $5)',
          values: [conversationId, channel, address, device ?? null, dataKey.id],
        })
        return { conversationId }
      }),
    find: (conversationId) => findBy(database, 'id', conversationId),
    findByDevice: (device) => findBy(database, 'device_hash', device),
    forgetDevice: async (device) => {
      await database.query({
        name: 'forget-device',
        text: 'UPDATE conversation SET device_hash = NULL WHERE device_hash = $1',
        values: [device],
      })
    },
    log: (conversationId, after) => readLog(database, keys, conversationId, after),
  }
}

async function findBy(
  database: Database,
  column: 'id' | 'device_hash',
  value: string | Buffer,
): Promise<Found | undefined> {
  const [row] = await database.query<Found>({
    name: `find-conversation-by-${column}`,
    text: `SELECT id AS "conversationId", channel, address FROM conversation WHERE ${column} = $1`,
    values: [value],
  })
  return row
}
