import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import type { Config } from '#config.ts'

/** No third-party request from any page, nothing inline, frames only where the office's own site shows the chat. */
export async function secureHeaders(
  server: Pick<FastifyInstance, 'register' | 'addHook'>,
  { publicUrl, embedOrigins }: Pick<Config, 'publicUrl' | 'embedOrigins'>,
): Promise<void> {
  const isHttps = publicUrl?.startsWith('https:') ?? false
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        manifestSrc: ["'self'"],
        // Older Safari does not count a WebSocket to the same host as 'self'.
        connectSrc: ["'self'", ...(publicUrl === undefined ? [] : [publicUrl.replace(/^http/, 'ws')])],
        frameSrc: ["'self'"],
        frameAncestors: ["'self'", ...embedOrigins],
        formAction: ["'self'"],
        baseUri: ["'none'"],
      },
    },
    strictTransportSecurity: isHttps ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
    // frame-ancestors says it better: this header knows no list of sites.
    xFrameOptions: false,
  })
  server.addHook('onSend', async (_request, reply) => {
    if (reply.hasHeader('permissions-policy')) return
    reply.header('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
  })
}
