import { cookies } from './identify.ts'
import type { Cookie } from './route.ts'

/** Seconds: browsers keep no cookie for longer than 400 days. */
export const longest = 400 * 86_400

/** Opens nothing: it tells a browser in which somebody signed in before from a stranger's. */
export function browserCookie(token: string): Cookie {
  return { name: cookies.browser, value: token, path: '/api/v1', maxAge: longest }
}
