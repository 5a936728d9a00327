import type { FastifyInstance } from 'fastify'
import { refusals } from './http-refusal.ts'

/** Many clients name a content type and send nothing: that is no body, whatever its type. */
export function lenientBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else void parse(request, body.toString(), done)
  })
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    if (body === '') done(null, undefined)
    else done(refusals.noJson())
  })
}
