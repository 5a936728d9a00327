import type { FastifyInstance } from 'fastify'
import { refusals } from './http-refusal.ts'
import type { Origins } from './origins.ts'

const allowed = {
  'access-control-allow-methods': 'GET, POST, DELETE',
  'access-control-allow-headers': 'authorization, content-type, x-ms-bot-agent, x-requested-with',
  'access-control-max-age': '7200',
}

/** Other sites' pages are turned away, not only kept from reading the answer: a browser sends a POST before it asks. */
export function crossOrigin(app: FastifyInstance, origins: Origins): void {
  app.addHook('onRequest', async ({ headers }, reply) => {
    reply.header('vary', 'origin').header('cache-control', 'no-store')
    if (origins.judge(headers) === 'foreign') throw refusals.foreignOrigin()
    if (headers.origin === undefined) return
    reply.header('access-control-allow-origin', headers.origin).header('access-control-expose-headers', 'retry-after')
  })
  app.options('/*', async (_request, reply) => reply.code(204).headers(allowed).send())
}
