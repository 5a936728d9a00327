import { cookies } from './identify.ts'
import type { Cookie } from './route.ts'

/** It ends with the browser, and on the server long before. */
export function sessionCookie(token: string | null): Cookie {
  return { name: cookies.session, value: token }
}
