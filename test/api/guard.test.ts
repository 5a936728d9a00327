import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { cookies } from '#api/identify.ts'
import { defineRoute } from '#api/route.ts'
import { me } from '#api/sign-in/me.ts'
import { openDesk, type OpenDesk } from './desk-office.ts'

const Where = z.object({ departmentId: z.string(), locationId: z.string() })
const Seen = { 200: z.object({ who: z.string() }) }

const see = defineRoute({
  id: 'see-visits',
  method: 'GET',
  path: '/visits/:departmentId/:locationId',
  summary: 'What a clerk may see',
  params: Where,
  policy: { roles: ['clerk', 'manager'], scope: 'visits:read', limitedTo: ({ params }) => params },
  answers: Seen,
  run: async ({ principal }) => ({ status: 200, body: { who: principal.id } }),
})

const settle = defineRoute({
  id: 'settle-visit',
  method: 'POST',
  path: '/visits/:departmentId/:locationId',
  summary: 'What a clerk may do',
  params: Where,
  policy: { roles: ['clerk'], scope: 'visits:write', limitedTo: ({ params }) => params },
  answers: Seen,
  run: async ({ principal }) => ({ status: 200, body: { who: principal.id } }),
})

const show = defineRoute({
  id: 'show-board',
  method: 'GET',
  path: '/boards/:locationId',
  summary: 'What a screen shows',
  params: z.object({ locationId: z.string() }),
  policy: { device: 'board', limitedTo: ({ params }) => params },
  answers: Seen,
  run: async ({ principal, csrf }) => ({ status: 200, body: { who: `${principal.locationId} ${csrf.length > 20}` } }),
})

const gone = defineRoute({
  id: 'see-gone',
  method: 'GET',
  path: '/gone',
  summary: 'Of which there is no row',
  policy: { roles: ['clerk'], limitedTo: () => undefined },
  answers: Seen,
  run: async () => ({ status: 200, body: { who: 'nobody' } }),
})

const listen = defineRoute({
  id: 'hear-events',
  method: 'GET',
  path: '/events',
  summary: 'What goes on',
  policy: 'signed-in',
  answers: { 200: { media: 'text/event-stream' } },
  run: async ({ signal }) => ({ status: 200, body: { ticks: ticks(signal), tell: async () => ({ event: [0] }) } }),
})

async function* ticks(signal: AbortSignal) {
  while (!signal.aborted) {
    yield
    await setTimeout(20)
  }
}

let desk: OpenDesk
beforeAll(async () => {
  desk = await openDesk({
    routes: [me, see, settle, show, gone, listen],
    now: new Date('2026-12-14T08:00:00Z'),
    settings: { LOG_LEVEL: 'info' },
  })
})
afterAll(() => desk.close())

const general = { departmentId: 'general', locationId: 'neuss' }
const path = '/visits/general/neuss'

describe('who is let in', () => {
  it('nobody without a session, with an unknown one, or with one that ended', async () => {
    expect(await desk.asks('GET', '/me', {})).toMatchObject({ status: 401, body: { error: { code: 'signed-out' } } })
    expect((await desk.asks('GET', '/me', { cookie: `${cookies.session}=x` })).status).toBe(401)
    const clerk = await desk.hires('clerk')
    expect((await clerk.gets('/me')).status).toBe(200)
    await desk.database.prisma.staffSession.deleteMany({ where: { staffId: clerk.id } })
    expect((await clerk.gets('/me')).status).toBe(401)
  })

  it('nobody who was disabled, from the same moment on', async () => {
    const clerk = await desk.hires('clerk')
    expect((await clerk.gets('/me')).status).toBe(200)
    await desk.database.prisma.staff.update({ where: { id: clerk.id }, data: { disabledAt: new Date() } })
    expect((await clerk.gets('/me')).status).toBe(401)
  })

  it('nobody who has done nothing for 30 minutes, and nobody for longer than 10 hours', async () => {
    const began = desk.clock.now
    const clerk = await desk.hires('clerk')
    const after = (minutes: number) => (desk.clock.now = new Date(began.getTime() + minutes * 60_000))
    try {
      after(29)
      expect((await clerk.gets('/me')).status, 'before 30 minutes').toBe(200)
      after(58)
      expect((await clerk.gets('/me')).status, '29 minutes after the last act').toBe(200)
      after(58 + 31)
      expect((await clerk.gets('/me')).status, '31 minutes after it').toBe(401)
      after(0)
      const busy = await desk.signsIn(clerk.id)
      for (let minutes = 20; minutes < 600; minutes += 20) {
        after(minutes)
        expect((await busy.gets('/me')).status, `${minutes} minutes`).toBe(200)
      }
      after(601)
      expect((await busy.gets('/me')).status, 'after 10 hours').toBe(401)
    } finally {
      desk.clock.now = began
    }
  })

  it('what a page asks by itself does not keep a session open', async () => {
    const began = desk.clock.now
    const clerk = await desk.hires('clerk')
    try {
      for (let minutes = 10; minutes <= 40; minutes += 10) {
        desk.clock.now = new Date(began.getTime() + minutes * 60_000)
        const { status } = await clerk.gets('/me', { 'x-automatic': 'true' })
        expect(status, `${minutes} minutes`).toBe(minutes < 30 ? 200 : 401)
      }
    } finally {
      desk.clock.now = began
    }
  })
})

describe('what a role reaches', () => {
  it('only what it is for', async () => {
    expect((await (await desk.hires('manager')).gets(path)).status).toBe(200)
    expect((await (await desk.hires('auditor')).gets(path)).status).toBe(403)
    expect((await (await desk.hires('administrator')).gets(path)).status).toBe(403)
    expect((await (await desk.hires('manager')).sends('POST', path)).status).toBe(403)
  })

  it('only the department and the location that it holds for', async () => {
    const here = await desk.hires('clerk', general)
    expect((await here.gets(path)).status).toBe(200)
    expect((await here.gets('/visits/asylum/neuss')).status, 'another department').toBe(403)
    expect((await here.gets('/visits/general/grevenbroich')).status, 'another location').toBe(403)
    const everywhere = await desk.hires('clerk', { departmentId: 'general' })
    expect((await everywhere.gets('/visits/general/grevenbroich')).status).toBe(200)
    expect((await everywhere.gets('/visits/asylum/grevenbroich')).status).toBe(403)
  })

  it('says of what does not exist that it does not exist', async () => {
    expect((await (await desk.hires('clerk')).gets('/gone')).status).toBe(404)
  })
})

describe('who may write', () => {
  it('a page that knows the token of its session', async () => {
    const clerk = await desk.hires('clerk')
    const other = await desk.hires('clerk')
    expect((await clerk.sends('POST', path)).status).toBe(200)
    expect(await clerk.sends('POST', path, {}, { 'x-csrf-token': '' })).toMatchObject({
      status: 403,
      body: { error: { code: 'stale-page' } },
    })
    expect((await clerk.sends('POST', path, {}, { 'x-csrf-token': other.csrf })).status, 'of another').toBe(403)
  })

  it('no page of another site, whatever it knows', async () => {
    const clerk = await desk.hires('clerk')
    const foreign = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'same-origin', origin: 'https://example.org' },
      { 'sec-fetch-site': 'same-origin', origin: 'null' },
    ]
    for (const headers of foreign) {
      const said = await clerk.sends('POST', path, {}, headers)
      expect(said, JSON.stringify(headers)).toMatchObject({ status: 403, body: { error: { code: 'foreign-page' } } })
    }
    expect((await clerk.gets(path, { 'sec-fetch-site': 'cross-site' })).status, 'reading').toBe(403)
    expect((await clerk.sends('POST', path, {}, { origin: 'http://localhost' })).status, 'our own').toBe(200)
  })
})

describe('other systems and devices', () => {
  it('a key reaches what its scopes name, and nothing once it is revoked or past its time', async () => {
    const reader = await desk.givesKey(['visits:read'])
    expect((await desk.asks('GET', path, reader.headers)).status).toBe(200)
    expect((await desk.asks('POST', path, reader.headers, {})).status, 'without the scope').toBe(403)
    expect((await desk.asks('GET', '/me', reader.headers)).status, 'what is for people').toBe(403)
    expect((await desk.asks('GET', path, { authorization: 'Bearer nothing' })).status).toBe(401)
    const writer = await desk.givesKey(['visits:write'])
    expect((await desk.asks('POST', path, writer.headers, {})).status).toBe(200)
    await desk.database.prisma.apiKey.update({ where: { id: writer.id }, data: { revokedAt: new Date() } })
    expect((await desk.asks('POST', path, writer.headers, {})).status, 'revoked').toBe(401)
    const old = await desk.givesKey(['visits:read'], new Date(desk.clock.now.getTime() - 1))
    expect((await desk.asks('GET', path, old.headers)).status, 'past its time').toBe(401)
  })

  it('a screen shows its own location, until it is revoked', async () => {
    const board = await desk.pairs('board', 'neuss')
    const kiosk = await desk.pairs('kiosk', 'neuss')
    expect(await desk.asks('GET', '/boards/neuss', board.headers)).toMatchObject({
      status: 200,
      body: { who: 'neuss true' },
    })
    expect((await desk.asks('GET', '/boards/grevenbroich', board.headers)).status, 'another location').toBe(403)
    expect((await desk.asks('GET', '/boards/neuss', kiosk.headers)).status, 'another kind').toBe(403)
    expect((await desk.asks('GET', path, board.headers)).status, 'what is for people').toBe(401)
    await desk.database.prisma.device.update({ where: { id: board.id }, data: { revokedAt: new Date() } })
    expect((await desk.asks('GET', '/boards/neuss', board.headers)).status).toBe(401)
  })
})

it('events end for somebody who was disabled', async () => {
  const clerk = await desk.hires('clerk')
  const heard = clerk.gets('/events')
  await setTimeout(50)
  await desk.database.prisma.staff.update({ where: { id: clerk.id }, data: { disabledAt: new Date() } })
  expect((await heard).body).toContain('data: [0]')
})

it('every answer to a person says that nothing may keep it', async () => {
  const clerk = await desk.hires('clerk')
  expect((await clerk.gets('/me')).headers['cache-control']).toBe('no-store')
})

it('whoever is refused leaves a line in the log with the route and who they are, and nothing of the address', async () => {
  const clerk = await desk.hires('clerk', general)
  const key = await desk.givesKey(['visits:read'])
  desk.lines.length = 0
  await clerk.gets('/visits/asylum/neuss')
  await desk.asks('POST', path, key.headers, {})
  await desk.asks('GET', '/me', {})
  const lines = desk.lines.map((line) => JSON.parse(line))
  expect(lines).toMatchObject([
    { event: 'forbidden', status: 403, route: '/api/v1/visits/:departmentId/:locationId', by: `staff:${clerk.id}` },
    { event: 'forbidden', by: `api-key:${key.id}` },
  ])
  expect(desk.lines.join()).not.toContain('asylum')
})
