import { createHmac } from 'node:crypto'
import { cookies } from '#api/identify.ts'
import type { Route } from '#api/route.ts'
import { Role } from '#staff/role.ts'
import { Scope } from '#staff/scope.ts'
import { newToken } from '#staff/token.ts'
import type { OpenDesk } from '../api/desk-office.ts'

/** Somebody at a door. `expected`: the refusal, or undefined where the door must open. */
export type Caller = {
  name: string
  headers: Record<string, string>
  expected: (route: Route) => Refusal | undefined
}
type Refusal = 'signed-out' | 'forbidden' | 'foreign-page' | 'stale-page'

/**
 * Everybody who may stand at a door, and what must become of them. Said here in other words than in policy.ts: what is the
 * same on both sides proves nothing.
 */
export async function callersOf(desk: OpenDesk): Promise<Caller[]> {
  const strangers = (['nobody', 'a made-up session', 'a made-up key'] as const).map((name): Caller => ({
    name,
    headers: stranger[name],
    expected: ({ policy }) => refusedUnlessPublic(policy),
  }))
  const members = await Promise.all(Role.options.map((role) => memberCallers(desk, role)))
  const keys = await Promise.all(Scope.options.map((scope) => keyCallers(desk, scope)))
  const devices = await Promise.all((['board', 'kiosk'] as const).map((kind) => deviceCallers(desk, kind)))
  return [...strangers, ...members.flat(), ...keys.flat(), ...devices.flat()]
}

const stranger = {
  nobody: {},
  'a made-up session': { cookie: `${cookies.session}=${newToken()}`, 'sec-fetch-site': 'same-origin' },
  'a made-up key': { authorization: `Bearer terminlotse_${newToken()}` },
}

async function memberCallers(desk: OpenDesk, role: Role): Promise<Caller[]> {
  const { cookie, csrf } = await desk.hires(role)
  const own = { cookie, 'sec-fetch-site': 'same-origin', 'x-csrf-token': csrf }
  const gone = await desk.hires(role)
  await desk.database.prisma.staff.update({ where: { id: gone.id }, data: { disabledAt: new Date(0) } })
  const other = await desk.hires(role)
  const may = ({ policy }: Route) =>
    policy === 'public' || policy === 'signed-in' || (policy.roles ?? []).includes(role)
      ? undefined
      : ('forbidden' as const)
  const isWrite = ({ method }: Route) => method !== 'GET'
  const disturbed = (name: string, headers: Record<string, string>, refusal: Refusal, ofReading: boolean): Caller => ({
    name: `${role}, ${name}`,
    headers: { ...own, ...headers },
    expected: (route) => {
      if (!isWrite(route) && (!ofReading || route.policy === 'public')) return may(route)
      return route.policy === 'public' && refusal === 'stale-page' ? undefined : refusal
    },
  })
  return [
    { name: role, headers: own, expected: may },
    {
      name: `${role}, disabled`,
      headers: { ...own, cookie: gone.cookie, 'x-csrf-token': gone.csrf },
      expected: ({ policy }) => refusedUnlessPublic(policy),
    },
    disturbed('without a token', { 'x-csrf-token': '' }, 'stale-page', false),
    disturbed("with another's token", { 'x-csrf-token': other.csrf }, 'stale-page', false),
    disturbed('from another site', { 'sec-fetch-site': 'cross-site' }, 'foreign-page', true),
    disturbed('from a sister site', { 'sec-fetch-site': 'same-site' }, 'foreign-page', true),
    disturbed('from another origin', { origin: 'https://example.org' }, 'foreign-page', true),
  ]
}

async function keyCallers(desk: OpenDesk, scope: Scope): Promise<Caller[]> {
  const { headers } = await desk.givesKey([scope])
  const revoked = await desk.givesKey([scope])
  await desk.database.prisma.apiKey.update({ where: { id: revoked.id }, data: { revokedAt: new Date(0) } })
  const past = await desk.givesKey([scope], new Date(desk.clock.now.getTime() - 1))
  return [
    {
      name: `key with ${scope}`,
      headers,
      expected: ({ policy }) =>
        policy === 'public' || (typeof policy === 'object' && policy.scope === scope) ? undefined : 'forbidden',
    },
    ...[revoked, past].map((key, index): Caller => ({
      name: `key with ${scope}, ${index === 0 ? 'revoked' : 'past its time'}`,
      headers: key.headers,
      expected: ({ policy }) => refusedUnlessPublic(policy),
    })),
  ]
}

async function deviceCallers(desk: OpenDesk, kind: 'board' | 'kiosk'): Promise<Caller[]> {
  const { id, headers } = await desk.pairs(kind, 'neuss')
  const csrf = createHmac('sha256', desk.desk.keys.token).update(`csrf ${id}`).digest('base64url')
  const revoked = await desk.pairs(kind, 'neuss')
  await desk.database.prisma.device.update({ where: { id: revoked.id }, data: { revokedAt: new Date(0) } })
  return [
    {
      name: kind,
      headers: { ...headers, 'x-csrf-token': csrf },
      expected: ({ policy }) => {
        if (policy === 'public') return undefined
        if (policy === 'signed-in' || policy.device === undefined) return 'signed-out'
        return policy.device === kind ? undefined : 'forbidden'
      },
    },
    { name: `${kind}, revoked`, headers: revoked.headers, expected: ({ policy }) => refusedUnlessPublic(policy) },
  ]
}

function refusedUnlessPublic(policy: Route['policy']): Refusal | undefined {
  return policy === 'public' ? undefined : 'signed-out'
}
