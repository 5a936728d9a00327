import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'

/**
 * A ceiling per address against floods, high enough for a waiting room behind one address. Direct Line counts by token
 * itself: polling is never limited here.
 */
export async function limitRates(server: Pick<FastifyInstance, 'register'>): Promise<void> {
  await server.register(rateLimit, {
    global: true,
    max: 3000,
    timeWindow: '1 minute',
    allowList: (request) => request.url.startsWith('/v3/directline/'),
    errorResponseBuilder: (_request, { after, statusCode }) =>
      Object.assign(new Error(`Too many requests: try again in ${after}`), { statusCode, code: 'TooManyRequests' }),
  })
}
