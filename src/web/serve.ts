import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'
import { Language } from '#texts.ts'
import { deskPages } from './serve-desk.ts'
import { leanHeaders } from './lean-headers.ts'
import { pagesFolder } from './pages-folder.ts'
import { preferredLanguage } from './preferred-language.ts'
import { readVariants, sendVariant, type Variants } from './variants.ts'

/** The chat page at `/`, in the reader's language, the desk at `/desk`, and what they are made of. */
export function pages(): FastifyPluginAsync {
  return async (server) => {
    await server.register(assets, { prefix: '/assets' })
    await server.register(deskPages)
    const documentIn = readDocuments()
    const embed = readVariants('embed.js')
    server.get('/', async (request, reply) =>
      sendVariant(
        request,
        reply.type('text/html; charset=utf-8').header('vary', 'accept-language, accept-encoding, cookie'),
        documentIn(preferredLanguage(request)),
      ),
    )
    const worker = readVariants('worker.js')
    server.get('/worker.js', async (request, reply) =>
      sendVariant(
        request,
        reply.type('text/javascript; charset=utf-8').headers({ vary: 'accept-encoding', 'cache-control': 'no-cache' }),
        worker,
      ),
    )
    server.get('/embed.js', async (request, reply) =>
      sendVariant(
        request,
        // The one file that pages of others load.
        reply
          .type('text/javascript; charset=utf-8')
          .headers({ vary: 'accept-encoding', 'cross-origin-resource-policy': 'cross-origin' }),
        embed,
      ),
    )
  }
}

const assets: FastifyPluginAsync = async (server) => {
  leanHeaders(server)
  await server.register(fastifyStatic, {
    root: join(pagesFolder, 'assets'),
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    index: false,
  })
}

/** Every page, read at the start: one that is missing must not wait for its first reader. */
function readDocuments(): (language: Language) => Variants {
  const documents = new Map(Language.options.map((language) => [language, readVariants(`${language}.html`)]))
  return (language) => documents.get(language) ?? readVariants(`${language}.html`)
}
