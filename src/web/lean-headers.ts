import type { FastifyInstance } from 'fastify'

/** What a browser obeys only in documents, and a third of a small asset's bytes. */
const forDocuments = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'permissions-policy',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
]

export function leanHeaders(assets: Pick<FastifyInstance, 'addHook'>): void {
  assets.addHook('onSend', async (_request, reply) => {
    for (const name of forDocuments) {
      reply.removeHeader(name)
      reply.raw.removeHeader(name)
    }
  })
}
