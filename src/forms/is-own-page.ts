import type { IncomingHttpHeaders } from 'node:http'

/**
 * Whether a browser sends a form from our own page. The token is what protects; this keeps other sites from sending for
 * somebody whose token they know. A page with `no-referrer` sends `Origin: null`, so that Sec-Fetch-Site decides
 * where browsers have it (all since 2023).
 */
export function isOwnPage(headers: IncomingHttpHeaders, publicUrl: string | undefined): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  const { origin, host } = headers
  if (origin === undefined || origin === 'null') return true
  return publicUrl === undefined ? URL.canParse(origin) && new URL(origin).host === host : origin === publicUrl
}
