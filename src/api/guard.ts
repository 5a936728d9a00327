import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { type Caller, identify } from './identify.ts'
import { isForeign } from './is-foreign.ts'
import type { Desk } from './desk.ts'
import { admits } from './policy.ts'
import type { Route } from './route.ts'

/** `caller` is undefined on public routes, and for who is nobody. */
export type Entry = { outcome: 'admitted' | Turned; caller?: Caller | undefined }

/** Why somebody does not get in, before anything of the request was read. */
export type Turned = 'signed-out' | 'forbidden' | 'foreign-page' | 'stale-page'

/** Who asks, and whether the route is for them at all. What it is about is judged when that has been read. */
export async function enter(
  desk: Desk,
  { policy, method }: Pick<Route, 'policy' | 'method'>,
  request: FastifyRequest,
  { isAutomatic = false }: { isAutomatic?: boolean } = {},
): Promise<Entry> {
  const { headers } = request
  const isWrite = method !== 'GET'
  if (policy === 'public') {
    const isRefused = isWrite && isForeign(headers, desk.config.publicUrl)
    return { outcome: isRefused ? 'foreign-page' : 'admitted' }
  }
  const caller = await identify(desk, request, { policy, isAutomatic })
  if (caller === undefined) return { outcome: 'signed-out' }
  if (caller.by === 'cookie') {
    if (isForeign(headers, desk.config.publicUrl)) return { outcome: 'foreign-page', caller }
    if (isWrite && !isSame(headers['x-csrf-token'], caller.csrf)) return { outcome: 'stale-page', caller }
  }
  return { outcome: admits(policy, caller.principal) ? 'admitted' : 'forbidden', caller }
}

function isSame(given: string | string[] | undefined, expected: string): boolean {
  if (typeof given !== 'string' || expected === '') return false
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given), hash(expected))
}
