import type { FastifyError } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { Log } from '#log.ts'

type Server = {
  setErrorHandler(handler: (error: FastifyError, request: Request, reply: Reply) => unknown): unknown
  setNotFoundHandler(handler: (request: Request, reply: Reply) => unknown): unknown
}
type Request = { id: string; routeOptions: { url?: string | undefined } }
type Reply = { code(status: number): { send(body: unknown): unknown } }

/** Every refusal has the shape of Direct Line's: `{ error: { code, message } }`. What is our fault says nothing of itself. */
export function answerErrors(server: Server, log: Log): void {
  server.setErrorHandler((error, request, reply) => {
    if (hasZodFastifySchemaValidationErrors(error)) {
      const fields = error.validation.map(({ instancePath }) => instancePath || '/').join(', ')
      return reply.code(400).send(refusal('BadArgument', `Not as expected: ${fields}`))
    }
    const status = error.statusCode ?? 500
    if (status < 500) return reply.code(status).send(refusal(error.code, error.message))
    log.error('request-failed', error, { requestId: request.id, status, ...route(request) })
    return reply.code(status).send(refusal('ServiceError', `Something went wrong here. Reference: ${request.id}`))
  })
  server.setNotFoundHandler((_request, reply) => reply.code(404).send(refusal('NotFound', 'There is nothing here')))
}

function refusal(code: string, message: string) {
  return { error: { code, message } }
}

/** The route's pattern, never the address: that may hold a token. */
function route({ routeOptions }: Request): { route?: string } {
  return routeOptions.url === undefined ? {} : { route: routeOptions.url }
}
