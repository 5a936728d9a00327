import type { FastifyRequest } from 'fastify'
import { refusals } from './http-refusal.ts'
import type { Speaker, Tokens } from './tokens.ts'

/** Who speaks, by the request's token; a route of a conversation needs the token of that very conversation. */
export function admit(request: Pick<FastifyRequest, 'headers' | 'params'>, tokens: Tokens): Speaker {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (token === undefined) throw refusals.missingToken()
  const read = tokens.read('token', token)
  switch (read.outcome) {
    case 'invalid':
      throw refusals.invalidToken()
    case 'expired':
      throw refusals.expiredToken()
    case 'valid':
      if (asksForAnother(request.params, read.speaker)) throw refusals.otherConversation()
      return read.speaker
  }
}

function asksForAnother(params: unknown, { conversationId }: Speaker): boolean {
  if (typeof params !== 'object' || params === null || !('conversationId' in params)) return false
  return params.conversationId !== conversationId
}
