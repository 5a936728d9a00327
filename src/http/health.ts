import type { FastifyInstance } from 'fastify'

/** `notes` says what is amiss although people are served. */
export type Readiness = { isReady: true; notes?: string[] } | { isReady: false; reason: string }

export function health(server: Pick<FastifyInstance, 'get'>, readiness: () => Promise<Readiness>): void {
  server.get('/health/live', { config: { rateLimit: false } }, () => ({ status: 'live' }))
  server.get('/health/ready', { config: { rateLimit: false } }, async (_request, reply) => {
    const found = await readiness()
    return found.isReady
      ? { status: 'ready', ...(found.notes === undefined ? {} : { notes: found.notes }) }
      : reply.code(503).send({ status: 'not ready', reason: found.reason })
  })
}
