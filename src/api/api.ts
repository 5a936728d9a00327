import cookie from '@fastify/cookie'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { checkRoutes } from './check-routes.ts'
import type { Desk } from './desk.ts'
import { enter } from './guard.ts'
import { handle } from './handle.ts'
import type { Caller } from './identify.ts'
import { publish } from './openapi/publish.ts'
import { problems } from './problems.ts'
import type { Route } from './route.ts'
import { groups, routes as all } from './routes.ts'

/** Everything the desk does, under /api/v1. A route without a declared policy, whoever registered it, does not start. */
export function api(desk: Desk, routes: readonly Route[] = all): FastifyPluginAsync {
  return async (app) => {
    checkRoutes(routes, desk.texts)
    const { answerErrors, turnAway } = problems(desk)
    answerErrors(app)
    // Whoever mistypes a path is a program: it gets a refusal as from any other route.
    await app.register(
      async (below) =>
        below.setNotFoundHandler((request, reply) => turnAway(request, reply, { refused: 'no-route' }, 404)),
      { prefix: '/api/v1' },
    )
    app.addHook('onRoute', ({ url, config }) => {
      if (config === undefined || !('policy' in config)) throw new Error(`The route ${url} declares no policy`)
    })
    app.removeContentTypeParser('text/plain')
    app.addContentTypeParser('application/octet-stream', (request, file, done) => {
      if ('takesFile' in request.routeOptions.config) done(null, file)
      else done(Object.assign(new Error('This route takes no file'), { statusCode: 415 }))
    })
    await app.register(cookie)
    await app.register(publish(desk, groups))
    const callers = new WeakMap<FastifyRequest, Caller | undefined>()
    app.addHook('onResponse', async (request, { statusCode: status }) => {
      if (status !== 403) return
      const { kind, id } = callers.get(request)?.principal ?? {}
      const { url: route } = request.routeOptions
      desk.log.warn('forbidden', {
        requestId: request.id,
        status,
        ...(route && { route }),
        ...(id && { by: `${kind}:${id}` }),
      })
    })
    for (const route of routes) {
      const { method, policy, limit } = route
      app.route({
        method,
        url: `/api/v1${route.path}`,
        exposeHeadRoute: false,
        config: {
          policy,
          ...(route.takesFile && { takesFile: true }),
          ...(limit && { rateLimit: { max: limit.max, timeWindow: limit.minutes * 60_000 } }),
        },
        // Before the body is read: who may not do it sends it in vain.
        onRequest: async (request, reply) => {
          // The office's clock, by which the desk's pages go: a clerk's computer may show another time.
          void reply.headers({ 'cache-control': 'no-store', date: desk.now().toUTCString() })
          const entry = await enter(desk, route, request)
          callers.set(request, entry.caller)
          if (entry.outcome !== 'admitted') return turnAway(request, reply, { refused: entry.outcome })
        },
        handler: async (request, reply) => handle({ desk, route, caller: callers.get(request), request, reply }),
      })
    }
  }
}
