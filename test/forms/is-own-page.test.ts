import { expect, it } from 'vitest'
import { isOwnPage } from '#forms/is-own-page.ts'

const host = 'termine.example.de'
const ours = `https://${host}`

it.each([
  ['our page in a browser of today', { 'sec-fetch-site': 'same-origin', origin: 'null', host }, ours, true],
  ['another site in a browser of today', { 'sec-fetch-site': 'cross-site', origin: ours, host }, ours, false],
  ['our page in an old browser', { origin: ours, host: 'behind-a-proxy' }, ours, true],
  ['our page in an old browser that hides where it is', { origin: 'null', host }, ours, true],
  ['another site in an old browser', { origin: 'https://evil.example', host }, ours, false],
  ['another site that names itself as the host', { origin: 'https://evil.example', host: 'evil.example' }, ours, false],
  ['our page without a public address', { origin: `http://${host}`, host }, undefined, true],
  ['another site without a public address', { origin: 'http://evil.example', host }, undefined, false],
  ['no address at all', { origin: 'nonsense', host }, undefined, false],
])('%s', (_who, headers, publicUrl, isOwn) => {
  expect(isOwnPage(headers, publicUrl)).toBe(isOwn)
})
