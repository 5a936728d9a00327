import type { FastifyInstance } from 'fastify'
import { admit } from './admit.ts'
import { refusals } from './http-refusal.ts'
import type { Tokens } from './tokens.ts'

/**
 * The chat takes no files. The upload is read to its end and thrown away: a client that is cut off while it sends takes
 * that for a broken line and tries again.
 */
export async function uploads(app: FastifyInstance, { tokens }: { tokens: Tokens }): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => {
    payload
      .resume()
      .once('end', () => done(null))
      .once('error', done)
  })
  app.post(
    '/conversations/:conversationId/upload',
    { onRequest: async (request) => void admit(request, tokens) },
    async () => {
      throw refusals.noUploads()
    },
  )
}
