import { cookies } from '../identify.ts'
import type { Method, Route } from '../route.ts'

/** The ways to say who one is. */
export const securitySchemes = {
  key: {
    type: 'http',
    scheme: 'bearer',
    description: 'A key of another system, with scopes. An administrator makes it at the desk (/desk/schluessel).',
  },
  link: {
    type: 'apiKey',
    in: 'query',
    name: 'key',
    description:
      'A key in the address, for calendar programs that can send no header: one that has this scope and no other.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: cookies.session,
    description: 'The session of somebody who signed in at the desk.',
  },
  csrf: {
    type: 'apiKey',
    in: 'header',
    name: 'x-csrf-token',
    description: 'With a cookie every write carries the token that GET /me (a device: its own page) gives.',
  },
  device: {
    type: 'apiKey',
    in: 'cookie',
    name: cookies.device,
    description: 'The key of a paired waiting-room screen or check-in tablet.',
  },
} as const

/** One of these is enough. What is listed together is needed together. */
export function securityOf({ policy, method }: Pick<Route, 'policy' | 'method'>): Record<string, string[]>[] {
  if (policy === 'public') return []
  if (policy === 'signed-in') return [withCookie('session', method)]
  return [
    ...(policy.scope === undefined ? [] : [{ key: [policy.scope] }]),
    ...(policy.scope === undefined || policy.isLinked !== true ? [] : [{ link: [policy.scope] }]),
    ...(policy.roles === undefined ? [] : [withCookie('session', method)]),
    ...(policy.device === undefined ? [] : [withCookie('device', method)]),
  ]
}

/** Who may use the route, in a sentence. */
export function whoMay({ policy }: Pick<Route, 'policy'>): string {
  if (policy === 'public') return 'For everybody.'
  if (policy === 'signed-in') return 'For everybody who is signed in.'
  const { roles, scope, device, limitedTo } = policy
  const kinds = [
    roles && `people with the role ${roles.join(' or ')}`,
    scope && `keys with the scope ${scope}`,
    device && `a paired ${device}`,
  ].filter((kind) => kind !== undefined)
  const where =
    limitedTo === 'anywhere'
      ? 'Only what their roles hold for is shown or changed.'
      : 'A role must hold for the department and location that it is about.'
  return `For ${kinds.join('; ')}. ${roles === undefined ? '' : where}`.trimEnd()
}

function withCookie(scheme: 'session' | 'device', method: Method): Record<string, string[]> {
  return { [scheme]: [], ...(method !== 'GET' && { csrf: [] }) }
}
