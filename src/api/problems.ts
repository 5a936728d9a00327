import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { deskLanguage } from '#desk-texts.ts'
import type { Desk } from './desk.ts'
import type { Problem, Refused } from './problem.ts'
import type { Route } from './route.ts'

/** What any route may be refused for, with its status. */
export const commonRefusals = {
  'signed-out': 401,
  forbidden: 403,
  'foreign-page': 403,
  'stale-page': 403,
  invalid: 400,
  'not-found': 404,
  'too-large': 413,
  'not-json': 415,
  'too-many': 429,
  'key-of-other-request': 422,
  'key-in-use': 409,
  'key-format': 400,
  failed: 500,
} as const satisfies Record<string, number>

type Common = keyof typeof commonRefusals

/** Every refusal in one shape, in the language of whoever asked. */
export function problems({ texts, log }: Pick<Desk, 'texts' | 'log'>) {
  function problem(request: FastifyRequest, { refused, field, facts, details }: Refused<string>): Problem {
    const language = deskLanguage(request.headers['accept-language'])
    const message = texts(language, `error.${refused}`, facts) ?? refused
    return { error: { code: refused, message, ...(field && { field }), ...(details && { details }) } }
  }

  function turnAway(request: FastifyRequest, reply: FastifyReply, refused: Refused<string>, status?: number) {
    return reply.code(status ?? statusOf(refused.refused)).send(problem(request, refused))
  }

  function answerErrors(app: Pick<FastifyInstance, 'setErrorHandler'>): void {
    app.setErrorHandler<FastifyError>((error, request, reply) => {
      const status = error.statusCode ?? 500
      if (status >= 500) {
        const { url } = request.routeOptions
        log.error('request-failed', error, { requestId: request.id, status, ...(url && { route: url }) })
      }
      const reason = texts(deskLanguage(request.headers['accept-language']), `invalid.${reasonOf(error)}`) ?? ''
      return turnAway(request, reply, { refused: codeOf(status), facts: { reference: request.id, reason } }, status)
    })
  }

  return { problem, turnAway, answerErrors }
}

/** The status of a code: the route's own, or the one that all share. */
export function statusOf(code: string, { refusals = {} }: Pick<Route, 'refusals'> = {}): number {
  if (refusals[code] !== undefined) return refusals[code]
  const found = Object.entries(commonRefusals).find(([common]) => common === code)
  return found?.[1] ?? 500
}

/** Why Fastify could not read a body: `invalid.<reason>`. */
function reasonOf({ code }: FastifyError): 'no-body' | 'no-json' {
  return code === 'FST_ERR_CTP_EMPTY_JSON_BODY' ? 'no-body' : 'no-json'
}

/** What Fastify refuses by itself. */
function codeOf(status: number): Common {
  switch (status) {
    case 404:
      return 'not-found'
    case 413:
      return 'too-large'
    case 415:
      return 'not-json'
    case 429:
      return 'too-many'
    default:
      return status < 500 ? 'invalid' : 'failed'
  }
}
