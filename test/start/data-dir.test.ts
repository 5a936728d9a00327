import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { readConfig } from '#config.ts'
import { openStore } from '#database/open-store.ts'
import { dataDir, start, type Started, terminlotse } from './terminlotse.ts'

// One folder through many lives, in this order: each test begins where the one before has left it.
let folder: Awaited<ReturnType<typeof dataDir>>
let DATA_DIR: string
let running: Started
beforeAll(async () => {
  folder = await dataDir()
  DATA_DIR = folder.path
})
afterAll(async () => {
  running?.kill('SIGKILL')
  await folder.remove()
})

const root = new URL('../..', import.meta.url).pathname
const isRoot = process.getuid?.() === 0
const patient = { timeout: 60_000 }

test('the first start opens slots and keeps a key that only its owner can read', patient, async () => {
  running = await start({ DATA_DIR })
  expect(await readiness()).toBe(200)
  expect((await stat(join(DATA_DIR, 'secret.key'))).mode & 0o777).toBe(0o600)
  const listed = await terminlotse('slots list --json', { DATA_DIR })
  expect(JSON.parse(listed.stdout).slots.length).toBeGreaterThan(20)
})

test('a second one is refused with the pid of the first, commands join it, and it goes on', patient, async () => {
  const key = await readFile(join(DATA_DIR, 'secret.key'), 'utf8')
  const [second, ...commands] = await Promise.all([
    terminlotse('start', { DATA_DIR, PORT: '0' }),
    terminlotse('check', { DATA_DIR }),
    terminlotse('slots open --days 3', { DATA_DIR }),
  ])
  expect(second.code).toBe(1)
  expect(second.stderr.trim()).toBe(
    `DATA_DIR ${DATA_DIR} is in use by process ${running.pid}: stop it or set another DATA_DIR`,
  )
  expect(commands.map(({ code }) => code)).toEqual([0, 0])
  expect(await readiness()).toBe(200)
  expect(await readFile(join(DATA_DIR, 'secret.key'), 'utf8')).toBe(key)
})

test('a database that is killed comes back by itself', patient, async () => {
  const dead = await postmaster()
  process.kill(Number(dead), 'SIGKILL')
  await expect.poll(() => postmaster().catch(() => dead)).not.toBe(dead)
  await expect.poll(readiness).toBe(200)
})

test('after our own kill -9 the next start adopts the database that still runs', patient, async () => {
  const orphan = await postmaster()
  running.kill('SIGKILL')
  await running.ended
  running = await start({ DATA_DIR })
  expect(await postmaster()).toBe(orphan)
  expect(await readiness()).toBe(200)
})

test('SIGTERM lets what runs finish, stops the database and is no failure', patient, async () => {
  running.kill('SIGTERM')
  const { code, stderr } = await running.ended
  expect({ code, said: withoutInvitation(stderr) }).toEqual({ code: 0, said: '' })
  await expect(postmaster()).rejects.toThrow('ENOENT')
})

test('npm start is stopped by a signal to npm, which reaches only its shell', patient, async () => {
  const npm = spawn('npm', ['start'], { cwd: root, env: { ...process.env, DATA_DIR, PORT: '0', LOG_LEVEL: 'silent' } })
  const ended = once(npm.stdout, 'close')
  for await (const text of npm.stdout.iterator({ destroyOnReturn: false })) if (String(text).includes('ready')) break
  npm.stdout.resume()
  npm.kill('SIGTERM')
  await ended
  await expect.poll(() => postmaster().catch(() => 'gone')).toBe('gone')
})

// On a machine that is busy with other things it may need another try.
test('a stop that hangs is cut off within 10 seconds and says so', { ...patient, retry: 2 }, async () => {
  running = await start({ DATA_DIR })
  // A phone whose connection is lost in the middle of a message.
  const { port, hostname } = new URL(running.address)
  const phone = connect(Number(port), hostname)
  onTestFinished(() => void phone.destroy())
  phone.on('error', () => {})
  phone.write('POST /v3/directline/conversations HTTP/1.1\r\nhost: localhost\r\ncontent-length: 99\r\n\r\n{')
  expect(await readiness()).toBe(200)
  const asked = Date.now()
  running.kill('SIGTERM')
  const { code, stderr } = await running.ended
  expect(Date.now() - asked).toBeLessThan(10_500)
  expect({ code, said: withoutInvitation(stderr) }).toEqual({
    code: 1,
    said: 'Something did not finish within 10 seconds and was cut off.\n',
  })
})

test('pid files whose pid lives again as somebody else do not hold up the start', patient, async () => {
  expect(await terminlotse('check', { DATA_DIR }), 'which stops the database that the cut-off left').toMatchObject({
    code: 0,
  })
  const { pid } = process
  await writeFile(join(DATA_DIR, 'serving.lock'), JSON.stringify({ pid, identity: 'an earlier life' }))
  const lines = [pid, join(DATA_DIR, 'database'), 1, 5432, join(DATA_DIR, 'socket'), '', '  1  1', 'ready', '']
  await writeFile(join(DATA_DIR, 'database', 'postmaster.pid'), lines.join('\n'))
  await mkdir(join(DATA_DIR, 'socket'), { mode: 0o700 })
  await writeFile(join(DATA_DIR, 'socket', '.s.PGSQL.5432.lock'), lines.join('\n'))
  expect(await terminlotse('check', { DATA_DIR })).toMatchObject({ code: 0 })
})

test('a port in use is one line with the remedy, and leaves nothing running', patient, async () => {
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  const { code, stderr } = await terminlotse('start', { DATA_DIR, PORT: String(port) })
  expect(code).toBe(1)
  expect(stderr.trim()).toBe(`Port ${port} on ${readConfig({}).host} is in use: stop that program or set PORT`)
  await expect(postmaster()).rejects.toThrow('ENOENT')
})

test('a lost key beside names that need it is refused: a new one could read nothing', patient, async () => {
  const key = join(DATA_DIR, 'secret.key')
  const { database, close } = await openStore({ config: readConfig({ DATA_DIR }), purpose: 'command', say: () => {} })
  await database.prisma.dataKey.create({ data: { id: crypto.randomUUID(), wrapped: new Uint8Array(1) } })
  await close()
  await rm(key)
  const { code, stderr } = await terminlotse('start', { DATA_DIR, PORT: '0' })
  expect(code).toBe(1)
  expect(stderr.trim()).toContain(`${key} is missing`)
})

test('a DATA_DIR that cannot be written is one line with the remedy', async () => {
  // Root may write everywhere but in the kernel's own folders.
  const { code, stderr } = await terminlotse('start', { DATA_DIR: isRoot ? '/proc/terminlotse' : '/terminlotse' })
  expect(code).toBe(2)
  expect(stderr.trim().split('\n')).toHaveLength(1)
  expect(stderr).toContain('set DATA_DIR to a folder that you may write')
})

test('a path too long for a socket gets a short private one, which goes with the server', patient, async () => {
  const long = join(DATA_DIR, 'a'.repeat(60), 'b'.repeat(60))
  const shortOnes = async () => (await readdir(tmpdir())).filter((name) => /^terminlotse-[0-9a-f]{12}$/.test(name))
  const before = await shortOnes()
  const store = await openStore({ config: readConfig({ DATA_DIR: long }), purpose: 'command', say: () => {} })
  const [mine = ''] = (await shortOnes()).filter((name) => !before.includes(name))
  expect((await stat(join(tmpdir(), mine))).mode & 0o777).toBe(0o700)
  await store.close()
  expect(await shortOnes()).not.toContain(mine)
  // Whoever comes while another one leaves finds it again.
  const commands = await Promise.all(['check', 'check', 'check'].map((name) => terminlotse(name, { DATA_DIR: long })))
  expect(commands).toMatchObject([{ code: 0 }, { code: 0 }, { code: 0 }])
  expect(await shortOnes()).not.toContain(mine)
})

test.runIf(isRoot)('a DATA_DIR under /root works, and one line says where the database is', patient, async () => {
  const hidden = '/root/.terminlotse-test'
  await mkdir(hidden, { recursive: true, mode: 0o700 })
  const { code, stderr } = await terminlotse('migrate', { DATA_DIR: join(hidden, 'data') })
  const place = /the database is in (\S+)/.exec(stderr)?.[1] ?? ''
  onTestFinished(async () => {
    await rm(hidden, { recursive: true })
    if (place.startsWith('/var/lib/terminlotse/')) await rm(place, { recursive: true })
  })
  expect({ code, lines: stderr.trim().split('\n').length }).toEqual({ code: 0, lines: 1 })
  expect(execFileSync('stat', ['-c', '%U', join(place, 'database')], { encoding: 'utf8' }).trim()).toBe('postgres')
})

async function postmaster(): Promise<string> {
  return (await readFile(join(DATA_DIR, 'database', 'postmaster.pid'), 'utf8')).split('\n')[0] ?? ''
}

async function readiness(): Promise<number> {
  return (await fetch(`${running.address}health/ready`)).status
}

/** Until somebody looks after the desk, every start invites its first administrator. */
function withoutInvitation(said: string): string {
  return said.replace(/^The first administrator sets a password here.*\n/, '')
}
