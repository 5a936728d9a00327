import type { AddressInfo } from 'node:net'
import { loadOffice } from '#appointments/office.ts'
import { webchat } from '#channels/webchat/webchat.ts'
import { readConfig } from '#config.ts'
import { conversations, type Reach } from '#conversation/conversations.ts'
import { createServer } from '#http/server.ts'
import { createLog } from '#log.ts'
import { keysFrom } from '#privacy/keys.ts'
import { loadTexts } from '#texts.ts'
import { pages } from '#web/serve.ts'
import { freshOffice } from '../database/fresh-database.ts'

/**
 * The pages and the web chat on a port of their own, over an office in a database of its own: what `serve` wires, on a
 * database that may forget. It can be stopped and started again.
 */
export async function openSite(settings: Record<string, string> = {}, reach: Reach = {}) {
  const database = await freshOffice()
  const office = await loadOffice(database.prisma)
  const keys = keysFrom('a secret of at least thirty-two bytes for tests')
  const now = () => new Date()
  const talks = conversations({ database, keys, office: () => office, speak: loadTexts(), now, reach })
  const config = readConfig({ LOG_LEVEL: 'silent', ...settings })
  const log = createLog(config)

  async function start(port: number) {
    const server = await createServer({ config, log })
    await server.register(webchat({ conversations: talks, keys, config, log, database, now }))
    await server.register(pages())
    await server.listen({ host: '127.0.0.1', port })
    return server
  }

  let server = await start(0)
  const { port } = server.server.address() as AddressInfo
  const stop = () => server.close()
  return {
    origin: `http://127.0.0.1:${port}`,
    database,
    stop,
    async start() {
      server = await start(port)
    },
    async close() {
      await stop()
      await database.close()
    },
  }
}

export type Site = Awaited<ReturnType<typeof openSite>>
