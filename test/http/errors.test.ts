import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { httpServer } from './http-server.ts'

let http: Awaited<ReturnType<typeof httpServer>>
beforeAll(async () => {
  http = await httpServer()
  const Wish = z.object({ day: z.string() })
  http.server.post('/wishes', { schema: { body: Wish } }, (request) => ({ day: request.body.day }))
  http.server.get('/broken/:token', () => {
    throw new Error('could not find Олена Ковальчук', { cause: new Error('SELECT name FROM applicant') })
  })
  http.server.get('/absent', () => Promise.reject(Object.assign(new Error('database away'), { statusCode: 503 })))
})
afterAll(() => http.server.close())

const json = { 'content-type': 'application/json' }
const post = (payload: string) => http.server.inject({ method: 'POST', url: '/wishes', headers: json, payload })

test('what is well asked is answered', async () => {
  expect((await post('{"day":"2026-12-01"}')).json()).toEqual({ day: '2026-12-01' })
})

test('a body of a megabyte is refused as too large', async () => {
  const answer = await post(JSON.stringify({ day: 'x'.repeat(1024 * 1024) }))
  expect(answer.statusCode).toBe(413)
  expect(answer.json().error.code).toBe('FST_ERR_CTP_BODY_TOO_LARGE')
})

test.each(['{"day":', 'day', '{"__proto__":{"isAdmin":true}}', ''])(
  'broken JSON (%s) is a bad request',
  async (payload) => {
    const answer = await post(payload)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toEqual({ error: { code: expect.any(String), message: expect.any(String) } })
  },
)

test('a field that is not as expected is named, what was sent is not repeated', async () => {
  const answer = await post('{"day":["Олена"]}')
  expect(answer.statusCode).toBe(400)
  expect(answer.json()).toEqual({ error: { code: 'BadArgument', message: 'Not as expected: /day' } })
})

test.each(['/nowhere', '/.env', '/..%2f..%2fetc/passwd', '/wishes'])('there is nothing at %s', async (url) => {
  const answer = await http.server.inject(url)
  expect(answer.statusCode).toBe(404)
  expect(answer.json()).toEqual({ error: { code: 'NotFound', message: 'There is nothing here' } })
})

test('what is our fault says nothing of itself but a reference, which the log has too', async () => {
  const { statusCode, body, json: read } = await http.server.inject('/broken/a-secret-token')
  expect(statusCode).toBe(500)
  expect(body).not.toMatch(/Олена|SELECT|node_modules|\.ts|at /)
  const reference = /Reference: (\S+)/.exec(read().error.message)?.[1]
  const line = http.lines.at(-1) ?? ''
  expect(JSON.parse(line)).toMatchObject({ event: 'request-failed', requestId: reference, route: '/broken/:token' })
  expect(line).not.toMatch(/Олена|SELECT|a-secret-token/)
})

test('a failure that has a status of its own keeps it and is as silent', async () => {
  const { statusCode, body } = await http.server.inject('/absent')
  expect(statusCode).toBe(503)
  expect(body).not.toContain('database')
})
