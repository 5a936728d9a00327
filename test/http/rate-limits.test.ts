import { expect, onTestFinished, test } from 'vitest'
import { httpServer } from './http-server.ts'

const ceiling = 3000

test('a flood from one address is stopped and told when to come back; other addresses are served on', async () => {
  const { server, flood } = await pages()
  expect(new Set(await flood('/page', ceiling))).toEqual(new Set([200]))
  const stopped = await server.inject('/page')
  expect(stopped.statusCode).toBe(429)
  expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0)
  expect(Number(stopped.headers['retry-after'])).toBeLessThanOrEqual(60)
  expect(stopped.json().error.code).toBe('TooManyRequests')
  expect((await server.inject({ url: '/page', remoteAddress: '192.0.2.7' })).statusCode).toBe(200)
  expect((await server.inject('/health/live')).statusCode, 'who asks for its health').toBe(200)
})

test('an address that only claims to be another one is counted as itself', async () => {
  const { server } = await pages()
  const from = (claimed: string) =>
    server.inject({ url: '/page', remoteAddress: '192.0.2.7', headers: { 'x-forwarded-for': claimed } })
  const [first, second] = [await from('198.51.100.1'), await from('198.51.100.2')]
  expect(Number(second.headers['x-ratelimit-remaining'])).toBe(Number(first.headers['x-ratelimit-remaining']) - 1)
})

test('polling the chat is never limited here', async () => {
  const { flood } = await pages()
  expect(new Set(await flood('/v3/directline/conversations/c1/activities?watermark=1', ceiling + 1))).toEqual(
    new Set([200]),
  )
})

async function pages() {
  const { server } = await httpServer()
  onTestFinished(() => server.close())
  server.get('/page', () => 'page')
  server.get('/v3/directline/conversations/:id/activities', () => 'nothing new')
  async function flood(url: string, times: number): Promise<number[]> {
    const statuses: number[] = []
    for (let count = 0; count < times; count++) statuses.push((await server.inject(url)).statusCode)
    return statuses
  }
  return { server, flood }
}
