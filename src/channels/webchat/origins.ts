import type { IncomingHttpHeaders } from 'node:http'

export type Whereabouts = { publicUrl?: string | undefined; embedOrigins: readonly string[] }

/**
 * Where a request comes from.
 * - `own`: our own page · `embedding`: a site that may embed the official Web Chat
 * - `none`: no browser, which would name its origin · `foreign`: anybody else's page
 */
export type Origin = 'own' | 'embedding' | 'none' | 'foreign'

export function origins({ publicUrl, embedOrigins }: Whereabouts) {
  const publicOrigin = publicUrl && new URL(publicUrl).origin
  const embedding = new Set(embedOrigins)

  function judge({ origin, host }: IncomingHttpHeaders): Origin {
    if (origin === undefined) return 'none'
    if (isOwn(origin, host)) return 'own'
    return embedding.has(origin) ? 'embedding' : 'foreign'
  }

  function isOwn(origin: string, host: string | undefined): boolean {
    if (publicOrigin) return origin === publicOrigin
    return URL.canParse(origin) && new URL(origin).host === host
  }

  /** The address of a stream. Behind a proxy that ends TLS only our own page's origin tells that it is there. */
  function streamAt({ origin, host = 'localhost' }: IncomingHttpHeaders, path: string): URL {
    const isSecure = origin?.startsWith('https:') && isOwn(origin, host)
    const base = publicUrl ? publicUrl.replace(/\/*$/, '/') : `${isSecure ? 'https' : 'http'}://${host}/`
    const url = new URL(path, base)
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
    return url
  }

  return { judge, streamAt, isSecure: publicUrl?.startsWith('https:') ?? false }
}

export type Origins = ReturnType<typeof origins>
