import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { checkRoutes } from '#api/check-routes.ts'
import { refuse } from '#api/problem.ts'
import { defineRoute, type Route } from '#api/route.ts'
import { routes } from '#api/routes.ts'
import { loadDeskTexts } from '#desk-texts.ts'
import { openDesk, type OpenDesk } from './desk-office.ts'

let done = 0

const write = defineRoute({
  id: 'write-something',
  method: 'POST',
  path: '/things/:id',
  summary: 'Writes something',
  params: z.object({ id: z.string() }),
  body: z.strictObject({
    name: z.string().min(1).max(20),
    count: z.int().max(5).default(1),
    breaks: z.boolean().optional(),
  }),
  policy: { roles: ['clerk'], scope: 'visits:write', limitedTo: 'anywhere' },
  answers: { 200: z.object({ done: z.int(), name: z.string() }) },
  refusals: { 'not-found': 404 },
  async run({ params, body }) {
    if (params.id === 'none') return refuse('not-found')
    done += 1
    if (body.breaks) throw new Error('Seven')
    const answer = { done, name: body.name, secret: 'this is not declared' }
    return { status: 200, body: answer, audit: { subject: params.id, facts: { count: body.count } } }
  },
})

let desk: OpenDesk
beforeAll(async () => {
  desk = await openDesk({ routes: [write] })
})
afterAll(() => desk.close())

describe('the table of routes', () => {
  it('is complete as it is', () => {
    expect(() => checkRoutes(routes, loadDeskTexts())).not.toThrow()
  })

  it('does not start with a route that declares no policy, or one for nobody', () => {
    const { policy: _, ...open } = write
    for (const bad of [
      open,
      { ...write, policy: {} },
      { ...write, policy: { roles: [], limitedTo: 'anywhere' } },
      { ...write, policy: { roles: ['clerk'] } },
    ]) {
      expect(() => checkRoutes([bad as unknown as Route], loadDeskTexts())).toThrow(
        'write-something declares no policy',
      )
    }
  })

  it('has a line in the audit log for every route that writes one, in both languages', () => {
    const texts = loadDeskTexts()
    const written = routes.filter((route) => route.method !== 'GET' || ('isAudited' in route && route.isAudited))
    for (const language of ['de', 'en'] as const) {
      const lacking = written.map(({ id }) => id).filter((id) => texts(language, `deed.${id}`) === undefined)
      expect(lacking, language).toEqual([])
    }
  })

  it('does not start with two routes of one name or address, nor with a refusal without a sentence', () => {
    expect(() => checkRoutes([write, { ...write, path: '/other' }], loadDeskTexts())).toThrow('is the id of two routes')
    expect(() => checkRoutes([write, { ...write, id: 'other' }], loadDeskTexts())).toThrow('is two routes')
    const mute = { ...write, refusals: { unheard: 409 } }
    expect(() => checkRoutes([mute], loadDeskTexts())).toThrow('locales/en/desk.json has no error.unheard')
  })
})

describe('an answer', () => {
  it('says what time it is at the office, also where it refuses', async () => {
    const clerk = await desk.hires('clerk')
    const date = new Date(desk.clock.now).toUTCString()
    expect((await clerk.sends('POST', '/things/1', { name: 'Akte' })).headers).toMatchObject({ date })
    expect((await desk.asks('POST', '/things/1', {}, { name: 'Akte' })).headers).toMatchObject({ date })
  })

  it('holds what the route declares and nothing else', async () => {
    const clerk = await desk.hires('clerk')
    const { body } = await clerk.sends('POST', '/things/1', { name: 'Akte' })
    expect(Object.keys(body)).toEqual(['done', 'name'])
  })

  it('names the first field that is wrong, in the language of whoever asked', async () => {
    const clerk = await desk.hires('clerk')
    const said = async (body: Record<string, unknown>, language = 'de') =>
      (await clerk.sends('POST', '/things/1', body, { 'accept-language': language })).body.error
    expect(await said({})).toEqual({
      code: 'invalid',
      field: 'name',
      message: 'Bitte prüfen Sie Ihre Angaben. Diese Angabe fehlt.',
    })
    expect(await said({ name: '' }, 'en')).toMatchObject({ field: 'name', message: expect.stringContaining('missing') })
    expect(await said({ name: 'x'.repeat(21) })).toMatchObject({ message: expect.stringContaining('zu lang') })
    expect(await said({ name: 'x', count: 6 })).toMatchObject({
      field: 'count',
      message: expect.stringContaining('zu groß'),
    })
    expect(await said({ name: 7 })).toMatchObject({ field: 'name', message: expect.stringContaining('Form') })
    expect(await said({ name: 'x', more: 1 })).toMatchObject({ message: expect.stringContaining('nicht vorgesehen') })
  })

  it('is in one shape also where the request is not even JSON, too large or breaks something', async () => {
    const clerk = await desk.hires('clerk')
    const own = { cookie: clerk.cookie, 'x-csrf-token': clerk.csrf }
    const send = async (payload: string, type: string) => {
      const answer = await desk.server.inject({
        method: 'POST',
        url: '/api/v1/things/1',
        headers: { ...own, 'content-type': type },
        payload,
      })
      return { status: answer.statusCode, code: answer.json().error.code }
    }
    expect(await send('{', 'application/json')).toEqual({ status: 400, code: 'invalid' })
    for (const [payload, reason] of [
      ['', 'Der Inhalt fehlt'],
      ['{', 'kein gültiges JSON'],
    ] as const) {
      const headers = { ...own, 'content-type': 'application/json' }
      const answer = await desk.server.inject({ method: 'POST', url: '/api/v1/things/1', headers, payload })
      const { message } = answer.json().error
      expect(message, payload).toContain(reason)
    }
    expect(await send('{}', 'text/plain')).toEqual({ status: 415, code: 'not-json' })
    expect(await send(`"${'x'.repeat(300_000)}"`, 'application/json')).toEqual({ status: 413, code: 'too-large' })
    const { status, body } = await clerk.sends('POST', '/things/1', { name: 'x', breaks: true })
    expect(status).toBe(500)
    expect(body.error.message).toMatch(/Kennzeichen: [\da-f-]{36}$/)
    expect(JSON.stringify(body)).not.toContain('Seven')
  })
})

describe('an address that there is not', () => {
  it('is refused like any other, in the language of whoever asked', async () => {
    for (const [method, path] of [
      ['GET', '/nothing'],
      ['DELETE', '/things/1'],
      ['POST', '/things'],
    ] as const) {
      const german = await desk.asks(method, path, {})
      expect(german).toMatchObject({ status: 404, body: { error: { code: 'no-route' } } })
      expect(german.body.error.message).toContain('Diese Adresse gibt es')
      const english = await desk.asks(method, path, { 'accept-language': 'en' })
      expect(english.body.error.message).toContain('There is no such address')
    }
  })

  it('is somebody else’s business outside of the API', async () => {
    expect((await desk.server.inject({ url: '/nothing' })).json().error.code).toBe('NotFound')
  })
})

describe('the audit log', () => {
  it('has a line for what was done, with ids alone, and none for what was refused', async () => {
    const clerk = await desk.hires('clerk')
    const key = await desk.givesKey(['visits:write'])
    await clerk.sends('POST', '/things/audited', { name: 'Geheim', count: 3 })
    await clerk.sends('POST', '/things/none', { name: 'Geheim' })
    await desk.asks('POST', '/things/audited', key.headers, { name: 'Geheim' })
    const entries = await desk.database.prisma.auditEntry.findMany({
      where: { subject: 'audited' },
      orderBy: { id: 'asc' },
    })
    expect(entries).toMatchObject([
      { deed: 'write-something', staffId: clerk.id, apiKeyId: null, facts: { count: 3 } },
      { deed: 'write-something', staffId: null, apiKeyId: key.id, facts: { count: 1 } },
    ])
    expect(JSON.stringify(entries.map(({ facts }) => facts))).not.toContain('Geheim')
    expect(await desk.database.prisma.auditEntry.count({ where: { staffId: clerk.id } })).toBe(1)
  })
})

describe('a write that names itself', () => {
  it('is done once, and answered the same again', async () => {
    const clerk = await desk.hires('clerk')
    const again = { 'idempotency-key': 'a-1' }
    const first = await clerk.sends('POST', '/things/1', { name: 'Akte' }, again)
    const second = await clerk.sends('POST', '/things/1', { name: 'Akte' }, again)
    expect(second.body).toEqual(first.body)
    expect(second.headers['idempotent-replayed']).toBe('true')
    const other = await clerk.sends('POST', '/things/1', { name: 'Andere' }, again)
    expect(other).toMatchObject({ status: 422, body: { error: { code: 'key-of-other-request' } } })
    const elsewhere = await clerk.sends('POST', '/things/2', { name: 'Akte' }, again)
    expect(elsewhere.status, 'another address').toBe(422)
    const colleague = await desk.hires('clerk')
    const theirs = await colleague.sends('POST', '/things/1', { name: 'Akte' }, again)
    expect(theirs.body.done, 'a key belongs to whoever sent it').toBeGreaterThan(first.body.done)
  })

  it('is done once when it arrives twenty times at once', async () => {
    const clerk = await desk.hires('clerk')
    const before = done
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        clerk.sends('POST', '/things/1', { name: 'Akte' }, { 'idempotency-key': 'at-once' }),
      ),
    )
    expect(done - before).toBe(1)
    expect(answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 409)).toEqual([])
  })

  it('keeps its answer encrypted, and a refusal too', async () => {
    const clerk = await desk.hires('clerk')
    await clerk.sends('POST', '/things/1', { name: 'Geheimnis' }, { 'idempotency-key': 'kept' })
    const kept = await desk.database.prisma.idempotentAnswer.findFirst({ where: { key: 'kept' } })
    expect(Buffer.from(kept?.answer ?? []).toString('latin1')).not.toContain('Geheimnis')
    const again = { 'idempotency-key': 'refused' }
    const first = await clerk.sends('POST', '/things/none', { name: 'x' }, again)
    expect((await clerk.sends('POST', '/things/none', { name: 'x' }, again)).body).toEqual(first.body)
  })

  it('may be tried again when it came to nothing', async () => {
    const clerk = await desk.hires('clerk')
    const again = { 'idempotency-key': 'broken' }
    expect((await clerk.sends('POST', '/things/1', { name: 'x', breaks: true }, again)).status).toBe(500)
    expect((await clerk.sends('POST', '/things/1', { name: 'x', breaks: true }, again)).status).toBe(500)
    expect(await desk.database.prisma.idempotentAnswer.count({ where: { key: 'broken' } })).toBe(0)
  })
})
