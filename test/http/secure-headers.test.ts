import { expect, test } from 'vitest'
import { httpServer } from './http-server.ts'

async function headers(settings: Record<string, string> = {}) {
  const { server } = await httpServer({ settings })
  const found = (await server.inject('/health/live')).headers
  await server.close()
  const directives = new Map(
    String(found['content-security-policy'])
      .split(';')
      .map((directive) => directive.trim().split(' '))
      .map(([name, ...sources]) => [name, sources]),
  )
  return { found, directives }
}

test('nothing is allowed that is not named, nothing inline, nothing evaluated, nothing from elsewhere', async () => {
  const { directives } = await headers()
  expect(directives.get('default-src')).toEqual(["'none'"])
  expect(directives.get('script-src')).toEqual(["'self'"])
  expect(directives.get('style-src')).toEqual(["'self'"])
  expect(directives.get('base-uri')).toEqual(["'none'"])
  const sources = new Set([...directives.values()].flat())
  expect([...sources].toSorted()).toEqual(["'none'", "'self'", 'data:'])
})

test('a browser guesses no types, tells no site where people came from and uses no camera', async () => {
  const { found } = await headers()
  expect(found).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'permissions-policy': expect.stringContaining('camera=()'),
  })
  expect(found['x-powered-by']).toBeUndefined()
})

test('a browser is told to insist on https only where the public address has it', async () => {
  expect((await headers({ PUBLIC_URL: 'https://termine.example.de' })).found['strict-transport-security']).toBe(
    'max-age=31536000',
  )
  for (const settings of [{}, { PUBLIC_URL: 'http://termine.example.de' }]) {
    expect((await headers(settings)).found).not.toHaveProperty('strict-transport-security')
  }
})

test('only the sites of EMBED_ORIGINS may show the chat in a frame', async () => {
  expect((await headers()).directives.get('frame-ancestors')).toEqual(["'self'"])
  const { found, directives } = await headers({ EMBED_ORIGINS: 'https://rathaus.example.de, https://www.example.de' })
  expect(directives.get('frame-ancestors')).toEqual(["'self'", 'https://rathaus.example.de', 'https://www.example.de'])
  expect(found).not.toHaveProperty('x-frame-options')
})

test('the page may open its socket on the public address', async () => {
  const { directives } = await headers({ PUBLIC_URL: 'https://termine.example.de' })
  expect(directives.get('connect-src')).toEqual(["'self'", 'wss://termine.example.de'])
})
