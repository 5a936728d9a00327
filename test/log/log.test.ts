import { expect, test } from 'vitest'
import { createLog, type Facts } from '#log.ts'

/** What somebody typed, and what must stay between them and the office. */
const secrets = ['Олена Ковальчук', '24.08.1991', 'eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyIjoi', '?t=ticket&watermark=7']
const quoting = (text: string) => new Error(`could not store ${text}`)

test.each(secrets)('an error that quotes "%s" is logged without it, but with where it happened', (secret) => {
  const line = logged((log) => log.error('request-failed', quoting(secret), { status: 500 }))
  expect(line).not.toContain(secret)
  expect(JSON.parse(line)).toMatchObject({ event: 'request-failed', status: 500, error: 'Error' })
  expect(JSON.parse(line).at[0]).toContain('log.test.ts')
})

test('what somebody typed to look like a place in the program is not taken for one', () => {
  const typed = 'Олена\n    at Ковальчук (file:///1991-08-24.ts:1:1)\n    at home'
  expect(logged((log) => log.error('request-failed', quoting(typed)))).not.toMatch(/Олена|Ковальчук|home/)
})

test('the whole chain of causes is told by kinds and codes, none of them by its message', () => {
  const lost = Object.assign(new TypeError(`no row for ${secrets[0]}`), {
    code: '23505',
    constraint: 'appointment_one',
  })
  const failed = new Error(`turn of ${secrets[1]}`, { cause: lost })
  const line = logged((log) => log.error('request-failed', new Error('outer', { cause: failed })))
  expect(JSON.parse(line)).toMatchObject({
    error: 'Error',
    cause: { error: 'Error', cause: { error: 'TypeError', code: '23505', constraint: 'appointment_one' } },
  })
  for (const secret of secrets) expect(line).not.toContain(secret)
})

test('errors that cause each other end', () => {
  const one = new Error('one')
  one.cause = new Error('other', { cause: one })
  expect(logged((log) => log.error('request-failed', one))).toContain('"cause"')
})

test.each([[secrets[0]], [{ name: secrets[0] }], [undefined]])(
  'what is thrown without being an error is only counted',
  (thrown) => {
    const line = logged((log) => log.error('request-failed', thrown))
    expect(line).not.toContain(secrets[0])
    expect(JSON.parse(line)).toMatchObject({ event: 'request-failed', error: typeof thrown })
  },
)

test('a fact for which there is no field never gets into a line', () => {
  const wider = { conversationId: 'c1', text: secrets[0], token: secrets[2], url: secrets[3] } as Facts
  for (const level of ['info', 'warn'] as const) {
    const line = logged((log) => log[level]('turn-taken', wider))
    expect(JSON.parse(line)).toMatchObject({ event: 'turn-taken', conversationId: 'c1' })
    for (const secret of secrets) expect(line).not.toContain(secret)
  }
})

test('what is beneath the level is not written', () => {
  expect(logged((log) => log.debug('detail'))).toBe('')
})

function logged(act: (log: ReturnType<typeof createLog>) => void): string {
  let line = ''
  act(createLog({ logLevel: 'info' }, { write: (text) => (line += text) }))
  return line
}
