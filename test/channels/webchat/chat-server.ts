import type { AddressInfo } from 'node:net'
import { webchat } from '#channels/webchat/webchat.ts'
import { type Limits, limits as defaults } from '#channels/webchat/limits.ts'
import { conversations } from '#conversation/conversations.ts'
import type { Database } from '#database.ts'
import { createServer } from '#http/server.ts'
import { keysFrom } from '#privacy/keys.ts'
import { createLog } from '#log.ts'
import { readConfig } from '#config.ts'
import { loadTexts } from '#texts.ts'

type Wish = { settings?: Record<string, string>; limits?: Partial<Limits>; port?: number }

/** A server of the product on a port of its own, over the given database. `clock.now` can be set. */
export async function startChat(database: Database, { settings = {}, limits, port = 0 }: Wish = {}) {
  const config = readConfig({ LOG_LEVEL: 'silent', ...settings })
  const log = createLog(config)
  const keys = keysFrom('a secret that is long enough for a test')
  const clock = { now: new Date() }
  const now = () => clock.now
  const office = () => ({ zone: 'Europe/Berlin' as const, departments: [], locations: [] })
  const talks = conversations({ database, keys, office, speak: loadTexts(), now: () => new Date() })
  const server = await createServer({ config, log })
  await server.register(
    webchat({ conversations: talks, keys, config, log, database, now, limits: { ...defaults, ...limits } }),
  )
  await server.listen({ port, host: '127.0.0.1' })
  const { port: taken } = server.server.address() as AddressInfo
  return { url: `http://127.0.0.1:${taken}`, port: taken, clock, talks, close: () => server.close() }
}

export type ChatServer = Awaited<ReturnType<typeof startChat>>
