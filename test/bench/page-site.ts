import { existsSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { brotliCompress } from 'node:zlib'
import type { FastifyPluginAsync } from 'fastify'
import { loadOffice } from '#appointments/office.ts'
import { webchat } from '#channels/webchat/webchat.ts'
import { readConfig } from '#config.ts'
import { conversations } from '#conversation/conversations.ts'
import { createServer } from '#http/server.ts'
import { createLog } from '#log.ts'
import { keysFrom } from '#privacy/keys.ts'
import { loadTexts } from '#texts.ts'
import { pages } from '#web/serve.ts'
import { freshOffice } from '../database/fresh-database.ts'
import type { Server } from '../database/template.ts'

const bundles = new URL('../peers/node_modules/botframework-webchat/dist/', import.meta.url)

export const hasPeers = existsSync(bundles)

/** Our page and, under /peers, the official Web Chat in its two bundles: one server, one office, the same compression. */
export async function openPages(server: Server) {
  const scripts = hasPeers ? await Promise.all(names.map(compress)) : []
  const database = await freshOffice({ server })
  const office = await loadOffice(database.prisma)
  const keys = keysFrom('a secret of at least thirty-two bytes for benches')
  const now = () => new Date()
  const talks = conversations({ database, keys, office: () => office, speak: loadTexts(), now })
  const config = readConfig({ LOG_LEVEL: 'silent' })
  const log = createLog(config)
  const http = await createServer({ config, log })
  await http.register(webchat({ conversations: talks, keys, config, log, database, now }))
  await http.register(pages())
  await http.register(peers(scripts), { prefix: '/peers' })
  await http.listen({ host: '127.0.0.1', port: 0 })
  const { port } = http.server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      await http.close()
      await database.close()
    },
  }
}

const names = ['webchat', 'webchat-minimal']

async function compress(name: string): Promise<{ name: string; script: Buffer }> {
  return { name, script: await promisify(brotliCompress)(readFileSync(new URL(`${name}.js`, bundles))) }
}

function peers(scripts: readonly { name: string; script: Buffer }[]): FastifyPluginAsync {
  return async (app) => {
    // The official Web Chat writes its styles into the page, which our own policy forbids.
    app.addHook('onSend', async (_request, reply) => void reply.removeHeader('content-security-policy'))
    for (const { name, script } of scripts) {
      app.get(`/${name}.js`, async (_request, reply) =>
        reply.type('text/javascript; charset=utf-8').header('content-encoding', 'br').send(script),
      )
      app.get(`/${name}`, async (_request, reply) => reply.type('text/html; charset=utf-8').send(embedding(name)))
    }
  }
}

/** As its documentation says: the bundle, a token, an element. */
const embedding = (bundle: string) => `<!doctype html><html lang="uk"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><div id="webchat" style="height: 600px"></div>
<script src="/peers/${bundle}.js"></script>
<script>
  fetch('/v3/directline/tokens/generate', { method: 'POST' })
    .then((response) => response.json())
    .then(({ token }) => {
      const directLine = WebChat.createDirectLine({ token, domain: location.origin + '/v3/directline' })
      WebChat.renderWebChat({ directLine, locale: 'uk-UA' }, document.getElementById('webchat'))
    })
</script></html>`
