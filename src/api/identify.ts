import { createHmac } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { findDevice } from '#staff/find-device.ts'
import { findKey } from '#staff/find-key.ts'
import type { Principal } from '#staff/principal.ts'
import type { Scope } from '#staff/scope.ts'
import { findSession } from '#staff/sessions.ts'
import type { Desk } from './desk.ts'
import type { Policy } from './policy.ts'

/** The session of a person, the key of a screen or tablet, and what tells a browser that was here before. */
export const cookies = {
  session: 'terminlotse-desk',
  device: 'terminlotse-device-key',
  browser: 'terminlotse-browser',
}

/** A browser sends a cookie by itself: then it takes more than the cookie to write. */
export type Caller = { principal: Principal; by: 'cookie' | 'bearer'; csrf: string; session: string | undefined }

/** Who asks, of the kinds that the policy knows. A key counts before any cookie. */
export async function identify(
  desk: Desk,
  request: FastifyRequest,
  { policy, isAutomatic }: { policy: Policy<never>; isAutomatic: boolean },
): Promise<Caller | undefined> {
  if (policy === 'public') return undefined
  const { authorization } = request.headers
  if (authorization !== undefined) return holderOf(desk, authorization)
  if (policy !== 'signed-in' && policy.isLinked === true) {
    const linked = Link.safeParse(request.query).data
    if (linked !== undefined) return linkedHolder(desk, { ...linked, scope: policy.scope })
  }
  const device = policy === 'signed-in' || policy.device === undefined ? undefined : await deviceOf(desk, request)
  return device ?? (await memberOf(desk, request, isAutomatic || request.headers['x-automatic'] !== undefined))
}

const Link = z.object({ key: z.string() })

async function holderOf({ database, now }: Desk, authorization: string): Promise<Caller | undefined> {
  const key = /^Bearer (\S+)$/i.exec(authorization)?.[1]
  const principal = key === undefined ? undefined : await findKey(database, { key, now: now() })
  return principal && { principal, by: 'bearer', csrf: '', session: undefined }
}

/** What can do more than the one thing does not count in an address: there it stands in logs and histories. */
async function linkedHolder(
  desk: Desk,
  { key, scope }: { key: string; scope: Scope | undefined },
): Promise<Caller | undefined> {
  const caller = await holderOf(desk, `Bearer ${key}`)
  const isOnlyForThis = caller?.principal.kind === 'api-key' && caller.principal.soleScope === scope
  return isOnlyForThis ? caller : undefined
}

async function deviceOf({ database, keys }: Desk, request: FastifyRequest): Promise<Caller | undefined> {
  const key = request.cookies[cookies.device]
  const principal = key ? await findDevice(database, key) : undefined
  if (principal === undefined) return undefined
  const csrf = createHmac('sha256', keys.token).update(`csrf ${principal.id}`).digest('base64url')
  return { principal, by: 'cookie', csrf, session: undefined }
}

async function memberOf(
  { database, now }: Desk,
  request: FastifyRequest,
  isAutomatic: boolean,
): Promise<Caller | undefined> {
  const token = request.cookies[cookies.session]
  const session = token ? await findSession(database, { token, now: now(), isAutomatic }) : undefined
  return session && { principal: session.member, by: 'cookie', csrf: session.csrf, session: token }
}
