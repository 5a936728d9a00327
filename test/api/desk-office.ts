import { randomUUID } from 'node:crypto'
import { api } from '#api/api.ts'
import { cookies } from '#api/identify.ts'
import type { Route } from '#api/route.ts'
import { routes as all } from '#api/routes.ts'
import { loadOffice } from '#appointments/office.ts'
import { readConfig } from '#config.ts'
import { conversations } from '#conversation/conversations.ts'
import { loadDeskTexts } from '#desk-texts.ts'
import { createServer } from '#http/server.ts'
import { createLog } from '#log.ts'
import { keysFrom } from '#privacy/keys.ts'
import { oidc } from '#staff/oidc.ts'
import type { Grant, Role } from '#staff/role.ts'
import type { Scope } from '#staff/scope.ts'
import { findSession, openSession } from '#staff/sessions.ts'
import { hashToken, newToken } from '#staff/token.ts'
import { loadTexts } from '#texts.ts'
import { pages } from '#web/serve.ts'
import { freshOffice } from '../database/fresh-database.ts'
import type { Server } from '../database/template.ts'

type Wish = {
  routes?: readonly Route[]
  settings?: Record<string, string>
  now?: Date
  hasPages?: boolean
  server?: Server
}
type Place = { departmentId?: string; locationId?: string }
type Body = Record<string, unknown>

/**
 * The desk's routes over an office in a database of its own, listening nowhere, with a clock that is set. What people send
 * carries what a browser sends.
 */
export async function openDesk({ routes = all, settings = {}, now, hasPages = false, server: at }: Wish = {}) {
  // A time of its own is a template of its own, which takes a second to make.
  const database = await freshOffice({ ...(now && { now }), ...(at && { server: at }) })
  const clock = { now: now ?? new Date() }
  const keys = keysFrom('a secret of at least thirty-two bytes for tests')
  const config = readConfig({ LOG_LEVEL: 'silent', ...settings })
  const lines: string[] = []
  const log = createLog(config, { write: (line) => lines.push(line) })
  const office = await loadOffice(database.prisma)
  const speak = loadTexts()
  const talks = conversations({ database, keys, office: () => office, speak, now: () => clock.now })
  const desk = {
    database,
    keys,
    config,
    log,
    now: () => clock.now,
    texts: loadDeskTexts(),
    speak,
    office: () => office,
    conversations: talks,
    oidc: config.oidc && oidc(config.oidc),
  }
  const server = await createServer({ config, log })
  await server.register(api(desk, routes))
  if (hasPages) await server.register(pages())
  await server.ready()

  async function asks(method: Route['method'], path: string, headers: Record<string, string>, body?: Body) {
    const answer = await server.inject({
      method,
      url: `/api/v1${path}`,
      headers: { host: 'localhost', ...headers },
      ...(body && { payload: body }),
    })
    const isJson = answer.headers['content-type']?.toString().startsWith('application/json') ?? false
    return { status: answer.statusCode, headers: answer.headers, body: isJson ? answer.json() : answer.body }
  }

  /** Somebody who works here. Without a place the role holds everywhere. */
  async function hires(role: Role | readonly Role[], place: Place = {}) {
    const id = randomUUID()
    const roles = (Array.isArray(role) ? role : [role]) as readonly Role[]
    const grants: Grant[] = roles.map((role) => ({
      role,
      departmentId: place.departmentId ?? null,
      locationId: place.locationId ?? null,
    }))
    await database.prisma.staff.create({
      data: { id, email: `${id}@example.org`, name: `Person ${id.slice(0, 4)}`, roles: { create: grants } },
    })
    return { id, ...(await signsIn(id)) }
  }

  /** A session as a browser holds it, without the ceremony that leads to one. */
  async function signsIn(staffId: string) {
    const token = await database.transaction((tx) => openSession(tx, { staffId, now: clock.now }))
    const session = await findSession(database, { token, now: clock.now })
    const cookie = `${cookies.session}=${token}`
    const csrf = session?.csrf ?? ''
    const own = { cookie, 'sec-fetch-site': 'same-origin' }
    return {
      token,
      cookie,
      csrf,
      gets: (path: string, headers = {}) => asks('GET', path, { ...own, ...headers }),
      sends: (method: Route['method'], path: string, body: Body = {}, headers = {}) =>
        asks(method, path, { ...own, 'x-csrf-token': csrf, ...headers }, body),
    }
  }

  /** Another system's key. */
  async function givesKey(scopes: readonly Scope[], expiresAt?: Date, locationId?: string) {
    const key = newToken()
    const id = randomUUID()
    await database.prisma.apiKey.create({
      data: {
        id,
        name: 'Aufrufanlage',
        hash: hashToken(key),
        scopes: [...scopes],
        expiresAt: expiresAt ?? null,
        locationId: locationId ?? null,
      },
    })
    return { id, key, headers: { authorization: `Bearer ${key}` } }
  }

  /** A screen or tablet. */
  async function pairs(kind: 'board' | 'kiosk', locationId: string) {
    const key = newToken()
    const id = randomUUID()
    await database.prisma.device.create({ data: { id, kind, name: kind, locationId, keyHash: hashToken(key) } })
    return { id, key, headers: { cookie: `${cookies.device}=${key}`, 'sec-fetch-site': 'same-origin' } }
  }

  return {
    database,
    desk,
    clock,
    server,
    lines,
    asks,
    hires,
    signsIn,
    givesKey,
    pairs,
    async close() {
      await server.close()
      await database.close()
    },
  }
}

export type OpenDesk = Awaited<ReturnType<typeof openDesk>>
