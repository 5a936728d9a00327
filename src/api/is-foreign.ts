import type { IncomingHttpHeaders } from 'node:http'

/**
 * Whether another site's page sends this. Browsers say so in Sec-Fetch-Site (all since 2023), older ones in Origin. `none` is
 * an address that somebody typed or opened; a page can't send it.
 */
export function isForeign(headers: IncomingHttpHeaders, publicUrl: string | undefined): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  const { origin, host } = headers
  if (origin === undefined) return false
  if (publicUrl !== undefined) return origin !== publicUrl
  return !URL.canParse(origin) || new URL(origin).host !== host
}
