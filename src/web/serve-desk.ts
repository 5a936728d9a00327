import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { DeskLanguage, deskLanguage } from '#desk-texts.ts'
import { deskEntries } from './entry-texts.ts'
import { readVariants, sendVariant, type Variants } from './variants.ts'

/**
 * The desk at /desk: every path below is the console's, which finds its page by itself, but for the entries that are
 * documents of their own; what its routes are for other systems is read at /api/. No other site may show it in a frame, also none that may show the chat.
 */
export const deskPages: FastifyPluginAsync = async (server) => {
  const documents = new Map<string, Variants>(
    deskEntries.flatMap((entry) =>
      DeskLanguage.options.map(
        (language) => [`${entry}.${language}`, readVariants(`${entry}.${language}.html`)] as const,
      ),
    ),
  )
  const document = (entry: string) => async (request: FastifyRequest, reply: Parameters<typeof sendVariant>[1]) => {
    const found = documents.get(`${entry}.${languageOf(request)}`)
    if (found === undefined) throw new Error(`There is no document ${entry}`)
    void reply.type('text/html; charset=utf-8').headers({
      'content-security-policy': policy,
      // The one page that looks through a camera.
      ...(entry === 'kiosk' && {
        'permissions-policy': 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()',
      }),
      vary: 'accept-language, accept-encoding, cookie',
    })
    return sendVariant(request, reply, found)
  }
  for (const entry of deskEntries) for (const path of paths[entry]) server.get(path, document(entry))
}

const paths: Readonly<Record<(typeof deskEntries)[number], readonly string[]>> = {
  desk: ['/desk', '/desk/*'],
  board: ['/desk/board', '/desk/board/*'],
  kiosk: ['/desk/kiosk', '/desk/kiosk/*'],
  reference: ['/api', '/api/'],
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "media-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** What was chosen on this machine, what the browser speaks, German. */
function languageOf({ headers }: FastifyRequest): DeskLanguage {
  const chosen = /(?:^|;\s*)desk-language=(\w+)/.exec(headers.cookie ?? '')?.[1]
  return DeskLanguage.safeParse(chosen).data ?? deskLanguage(headers['accept-language'])
}
