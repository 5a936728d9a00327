import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { FastifyPluginAsync } from 'fastify'
import type { Desk } from '../desk.ts'
import { describeApi, type Groups } from './describe-api.ts'

/** /api/openapi.json, as the table of routes says. Made when somebody first asks for it. */
export function publish({ texts }: Pick<Desk, 'texts'>, groups: Groups): FastifyPluginAsync {
  return async (app) => {
    let made: Promise<Published> | undefined
    app.get('/api/openapi.json', { config: { policy: 'public' } }, async (request, reply) => {
      const { tag, plain, br, zipped } = await (made ??= make(describeApi(groups, texts)))
      void reply
        .type('application/json; charset=utf-8')
        .headers({ etag: tag, 'cache-control': 'no-cache', vary: 'accept-encoding' })
      if (request.headers['if-none-match']?.includes(tag)) return reply.code(304).send()
      const accepted = request.headers['accept-encoding'] ?? ''
      if (/\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(br)
      if (/\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(zipped)
      return reply.send(plain)
    })
  }
}

type Published = { tag: string; plain: Buffer; br: Buffer; zipped: Buffer }

async function make(document: object): Promise<Published> {
  const plain = Buffer.from(JSON.stringify(document))
  const tag = `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 16)}"`
  const [br, zipped] = await Promise.all([promisify(brotliCompress)(plain), promisify(gzip)(plain)])
  return { tag, plain, br, zipped }
}
