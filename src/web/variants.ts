import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { pagesFolder } from './pages-folder.ts'

/** A document as it is kept and as it was compressed in advance. The tag names its content whatever the encoding. */
export type Variants = { tag: string; plain: Buffer; br: Buffer; gzip: Buffer }

export function readVariants(name: string): Variants {
  const path = join(pagesFolder, name)
  const plain = readFileSync(path)
  const tag = `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 16)}"`
  return { tag, plain, br: readFileSync(`${path}.br`), gzip: readFileSync(`${path}.gz`) }
}

/** Always asked for again, answered with 304 while nothing has changed. */
export function sendVariant(
  request: FastifyRequest,
  reply: FastifyReply,
  { tag, ...variants }: Variants,
): FastifyReply {
  void reply.header('etag', tag).header('cache-control', 'no-cache')
  if (request.headers['if-none-match']?.includes(tag)) return reply.code(304).send()
  const accepted = request.headers['accept-encoding'] ?? ''
  if (/\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(variants.br)
  if (/\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(variants.gzip)
  return reply.send(variants.plain)
}
