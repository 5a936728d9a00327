import { Readable } from 'node:stream'
import { deskLanguage } from '#desk-texts.ts'
import type { Handling } from './handle.ts'
import type { AnyCall } from './route.ts'

/** What a route's `run` gets. */
export function callOf(
  { desk, caller, request, reply }: Handling,
  parts: Pick<AnyCall, 'params' | 'query' | 'body'>,
): AnyCall {
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  return {
    ...parts,
    desk,
    principal: caller?.principal,
    now: desk.now(),
    language: deskLanguage(request.headers['accept-language']),
    csrf: caller?.csrf ?? '',
    session: caller?.session,
    cookies: request.cookies,
    address: request.ip,
    url: new URL(request.url, desk.config.publicUrl ?? `${request.protocol}://${request.host}`),
    signal: gone.signal,
    file: request.body instanceof Readable ? request.body : undefined,
  }
}
