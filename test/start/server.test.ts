import { expect, inject, onTestFinished, test } from 'vitest'
import pg from 'pg'
import { awaitServer } from '#database/await-server.ts'
import { checkServer } from '#database/check-server.ts'
import { freshDatabase } from '../database/fresh-database.ts'
import { start, terminlotse } from './terminlotse.ts'

test('a PostgreSQL that is away is asked again, a line per try, and given up in the end', async () => {
  const lines: string[] = []
  const waiting = awaitServer('postgres://localhost:1/office', (line) => lines.push(line), {
    patience: 500,
    pause: 100,
  })
  await expect(waiting).rejects.toMatchObject({
    code: 1,
    message: expect.stringContaining('PostgreSQL at localhost:1 has not answered for 0.5 s (ECONNREFUSED)'),
  })
  expect(lines.length).toBeGreaterThanOrEqual(3)
  expect(lines[0]).toBe('PostgreSQL at localhost:1 does not answer (ECONNREFUSED), trying again …')
})

test('a wrong password or database is said at once', async () => {
  const url = new URL(inject('server').url)
  url.pathname = '/there_is_no_such_office'
  await expect(awaitServer(url.href, () => {})).rejects.toThrow('refuses us (3D000): check DATABASE_URL')
})

test('a server that was told to be careless is refused by the names of its settings', async () => {
  const careless = {
    query: async () => ({
      rows: [
        { name: 'fsync', setting: 'off' },
        { name: 'full_page_writes', setting: 'on' },
        { name: 'synchronous_commit', setting: 'off' },
        { name: 'server_version_num', setting: '180004' },
      ],
    }),
  } as unknown as pg.Client
  await expect(checkServer(careless)).rejects.toThrow('turn on fsync, synchronous_commit')
})

test(
  'a server of our own keeps its office: the example comes by command only',
  { timeout: 60_000 },
  async ({ skip }) => {
    const database = await freshDatabase()
    onTestFinished(() => database.close())
    const [found] = await database.query<{ fsync: string }>({ name: 'fsync', text: 'SHOW fsync', values: [] })
    if (found?.fsync === 'off') skip('the ordinary test server is careless: set TEST_DATABASE_URL')
    const settings = { DATABASE_URL: database.connectionString, SECRET_KEY: 'x'.repeat(32) }
    const { kill, ended } = await start(settings)
    onTestFinished(async () => {
      kill('SIGTERM')
      await ended
    })
    expect(await database.prisma.department.count()).toBe(0)
    expect((await terminlotse('seed', settings)).code).toBe(0)
    expect(await database.prisma.department.count()).toBeGreaterThan(0)
    expect((await terminlotse('seed', settings)).code).toBe(1)
  },
)
