import type { FastifyReply } from 'fastify'

export function send(reply: FastifyReply, status: number, page: string): FastifyReply {
  return noStore(reply)
    .header('content-security-policy', policy)
    .code(status)
    .type('text/html; charset=utf-8')
    .send(page)
}

/** Stricter than the chat's: no script, no frame, nothing but a style sheet and the form itself. */
const policy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

export function noStore(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store')
}
