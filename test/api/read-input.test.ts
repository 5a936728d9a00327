import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDesk, type OpenDesk } from './desk-office.ts'

let desk: OpenDesk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

it('refuses a text that no database can hold, and says where it is', async () => {
  const boss = await desk.hires('administrator')
  const body = { name: 'Aufruf\0anlage', scopes: ['visits:read'], days: 90 }
  expect(await boss.sends('POST', '/keys', body)).toMatchObject({
    status: 400,
    body: { error: { code: 'invalid', field: 'name' } },
  })
})

it('answers a body that is nested without end', async () => {
  const boss = await desk.hires('administrator')
  const answer = await desk.server.inject({
    method: 'POST',
    url: '/api/v1/keys',
    headers: {
      host: 'localhost',
      cookie: boss.cookie,
      'x-csrf-token': boss.csrf,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
    },
    payload: `{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
  })
  expect(answer.statusCode).toBe(400)
})
