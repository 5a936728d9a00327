import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadOffice } from '#appointments/office.ts'
import { readConfig } from '#config.ts'
import { runCommand } from '#commands/run-command.ts'
import { draws } from '#draws/draws.ts'
import { createServer } from '#http/server.ts'
import { createLog } from '#log.ts'
import { Language } from '#texts.ts'
import { draws as drawAll, enters, furnishForDraw, newDraw, times } from '../appointments/draws/lottery.ts'
import { now } from '../appointments/small-office.ts'
import { type FreshDatabase, freshDatabase } from '../database/fresh-database.ts'

let database: FreshDatabase
let server: Awaited<ReturnType<typeof createServer>>
let folder = ''
let drawId = ''
const clock = { now }
const names = ['Anna Geheim', 'Berta Geheim', 'Clara Geheim', 'Dora Geheim']

beforeAll(async () => {
  database = await freshDatabase()
  folder = await mkdtemp(join(tmpdir(), 'draw-'))
  await furnishForDraw(database, { perDay: 2 })
  drawId = await newDraw(database)
  for (const name of names) await enters(database, drawId, name)
  const office = await loadOffice(database.prisma)
  const config = readConfig({ LOG_LEVEL: 'silent' })
  server = await createServer({ config, log: createLog(config) })
  await server.register(draws({ database, config, office: () => office, now: () => clock.now }))
})
afterAll(async () => {
  await server.close()
  await database.close()
  await rm(folder, { recursive: true })
})

it('shows a commitment from the start, the list when it is fixed, and the seed when the lots are drawn', async () => {
  expect((await json()).body).toMatchObject({ state: 'open', entries: 4, lots: [], listHash: null, seed: null })
  clock.now = times.closesAt
  expect((await json()).body).toMatchObject({
    state: 'closed',
    seed: null,
    listHash: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  await drawAll(database, drawId)
  clock.now = times.drawsAt
  expect((await json()).body).toMatchObject({ state: 'drawn', seed: expect.stringMatching(/^[0-9a-f]{64}$/) })
})

it('is a page in every language that names nobody', async () => {
  for (const language of Language.options) {
    const page = await server.inject({ url: `/draws/${drawId}`, headers: { 'accept-language': language } })
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain(`lang="${language}"`)
    for (const name of names) expect(page.body).not.toContain(name.slice(0, 4))
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
  }
  expect((await server.inject({ url: '/draws/nothing' })).statusCode).toBe(404)
  expect((await server.inject({ url: `/draws/${crypto.randomUUID()}/draw.json` })).statusCode).toBe(404)
})

it('can be computed again by the command, which notices a lot that was moved, added or left out', async () => {
  const { body } = await json()
  expect(await verify(body)).toMatchObject({ code: 0, said: expect.stringContaining('4 lots') })
  const [first, second, ...rest] = body.lots
  const swapped = { ...body, lots: [{ ...first, rank: 2 }, { ...second, rank: 1 }, ...rest] }
  expect(await verify(swapped)).toMatchObject({ code: 1, said: expect.stringContaining('NO   the order') })
  expect(await verify({ ...body, lots: [second, ...rest] })).toMatchObject({ code: 1 })
  expect(
    await verify({ ...body, lots: [...body.lots, { number: 'XXXXXXXX', rank: 5, state: 'waiting' }] }),
  ).toMatchObject({
    code: 1,
  })
  expect(await verify({ ...body, seed: 'ab'.repeat(32) })).toMatchObject({
    code: 1,
    said: expect.stringContaining('NO   the seed'),
  })
  expect(await verify({ ...body, seed: null })).toMatchObject({
    code: 1,
    said: expect.stringContaining('not drawn yet'),
  })
  expect(await verify('no draw')).toMatchObject({ code: 1, said: expect.stringContaining('is no published draw') })
})

async function json() {
  const answer = await server.inject({ url: `/draws/${drawId}/draw.json` })
  return { body: answer.json() }
}

async function verify(published: unknown) {
  const file = join(folder, 'draw.json')
  await writeFile(file, JSON.stringify(published))
  const lines: string[] = []
  const hear = (line: string) => void lines.push(line)
  const code = await runCommand(['draw', 'verify', file], { print: hear, say: hear, environment: {} })
  return { code, said: lines.join('\n') }
}
