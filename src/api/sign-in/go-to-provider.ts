import { cookies as names } from '../identify.ts'
import { defineRoute, Nothing } from '../route.ts'
import { keepPending, returnPath } from './pending-cookie.ts'
import { backToPage } from './back-to-page.ts'

export const goToProvider = defineRoute({
  id: 'go-to-provider',
  method: 'GET',
  path: '/sign-in/provider',
  summary: 'Leads a browser to the OpenID Connect provider',
  policy: 'public',
  answers: { 303: Nothing },
  limit: { max: 30, minutes: 1 },
  async run({ desk: { oidc, keys, log }, url, cookies }) {
    if (oidc === undefined) return backToPage('no-provider')
    const begun = await oidc.begin(new URL(`/api/v1${returnPath}`, url.origin).href)
    if (begun.outcome === 'away') {
      log.error('provider-away', begun.cause)
      return backToPage('provider-away')
    }
    return {
      status: 303,
      body: {},
      headers: { location: begun.address.href },
      cookies: [keepPending(keys, { ...begun.pending, session: cookies[names.session] })],
    }
  },
})
