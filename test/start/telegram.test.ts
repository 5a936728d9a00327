import { execFileSync } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest'
import { loadTexts } from '#texts.ts'
import { client } from '../channels/webchat/client.ts'
import { type FakeBotApi, startFakeBotApi } from '../telegram/fake-bot-api.ts'
import { dataDir, type Ended, start, type Started, terminlotse } from './terminlotse.ts'

const t = loadTexts()('de')
const secret = 'the-secret_part'
const patient = { timeout: 120_000 }

// One folder: each test begins where the one before has left it.
let folder: Awaited<ReturnType<typeof dataDir>>
let running: Started | undefined
beforeAll(async () => {
  folder = await dataDir()
})
afterEach(async () => {
  await stop()
})
afterAll(() => folder.remove())

async function open(settings: Record<string, string>): Promise<Started> {
  running = await start({ DATA_DIR: folder.path, LOG_LEVEL: 'debug', ...settings })
  return running
}

/** What the command printed until it ended. */
async function stop(): Promise<Ended | undefined> {
  running?.kill('SIGTERM')
  const ended = await running?.ended
  running = undefined
  return ended
}

async function fakeWithToken(): Promise<FakeBotApi> {
  const fake = await startFakeBotApi({ token: `123456:${secret}` })
  onTestFinished(() => fake.close().catch(() => {}))
  return fake
}

function telegramAt({ root, token }: { root: string; token: string }): Record<string, string> {
  return { TELEGRAM_API_ROOT: root, TELEGRAM_BOT_TOKEN: token }
}

async function readiness(): Promise<{ status: number; notes: string[] }> {
  const answer = await fetch(`${running?.address}health/ready`)
  const { notes = [] } = (await answer.json()) as { notes?: string[] }
  return { status: answer.status, notes }
}

/** Somebody comes to the web chat and is asked something. */
async function webchatAsks(): Promise<boolean> {
  const chat = client(running?.address.replace(/\/$/, '') ?? '')
  const session = await chat.start({}, {})
  await chat.say(session, 'Deutsch')
  const { activities } = await chat.read(session)
  return activities.some(({ channelData }) => channelData?.step === 'menu')
}

/** How the machine shows the process to everybody who may list processes. */
function titles(pid: number): string {
  return execFileSync('ps', ['-o', 'args=,comm=', '-p', String(pid)]).toString()
}

test('a trial without PUBLIC_URL says so, asks for names in the chat, and lets no token out', patient, async () => {
  const fake = await fakeWithToken()
  const { pid } = await open(telegramAt(fake))
  await expect.poll(() => fake.count(/getUpdates/)).toBeGreaterThan(0)
  const user = fake.user({ language_code: 'de' })
  user.sends('/start')
  await expect.poll(() => user.sees.length).toBe(1)
  user.presses('menu:book')
  for (let turns = 0; !user.sees.some(({ text }) => text.includes(t('step.name.ask'))); turns++) {
    expect(turns).toBeLessThan(8)
    const { edits, keyboard } = user.sees[0]!
    const next = keyboard.flat().find(({ callback_data: data }) => data && !/^(menu|page):/.test(data))
    if (next) user.presses(next.callback_data ?? '')
    await expect.poll(() => user.sees[0]?.edits).toBeGreaterThan(edits)
  }

  // Another program with the same token: it is said, waited for, and over when that one stops.
  const rival = fetch(`${fake.root}/bot${fake.token}/getUpdates?timeout=0`)
  await expect.poll(async () => (await readiness()).notes.join()).toContain('Another program polls')
  expect((await readiness()).status).toBe(200)
  expect(await webchatAsks()).toBe(true)
  await rival
  await expect.poll(async () => (await readiness()).notes).toEqual([])

  expect(titles(pid)).not.toContain(secret)
  const asked = performance.now()
  const ended = await stop()
  expect(performance.now() - asked, 'nothing is left to be sent, and nothing waits for that').toBeLessThan(8000)
  expect(ended?.code).toBe(0)
  expect(ended?.stderr).toContain('Trial without PUBLIC_URL: Telegram asks for names and dates of birth in the chat.')
  expect(ended?.stderr.match(/Another program polls/g)).toHaveLength(1)
  expect(`${ended?.stdout}${ended?.stderr}`).not.toContain(secret)
})

test.each([
  ['open to others', { HOST: '0.0.0.0' }],
  ['over a database of its own', { DATABASE_URL: 'postgres://localhost/office', SECRET_KEY: 'x'.repeat(32) }],
])('without PUBLIC_URL a bot that is %s does not start, with exit code 2', async (_where, settings) => {
  const ended = await terminlotse('start', { TELEGRAM_BOT_TOKEN: `123456:${secret}`, ...settings })
  expect(ended.code).toBe(2)
  expect(ended.stderr).toMatch(/^ {2}PUBLIC_URL is missing: with TELEGRAM_BOT_TOKEN/m)
  expect(ended.stderr).not.toContain(secret)
})

test('a wrong token costs one line that names its setting, and the web chat nothing', patient, async () => {
  const fake = await fakeWithToken()
  await open(telegramAt({ root: fake.root, token: `654321:${secret}` }))
  await expect.poll(async () => (await readiness()).notes.join()).toContain('TELEGRAM_BOT_TOKEN')
  expect((await readiness()).status).toBe(200)
  expect(await webchatAsks()).toBe(true)
  await expect.poll(() => fake.count()).toBeGreaterThan(3)
  const ended = await stop()
  const said = ended?.stderr.split('\n').filter((line) => line.includes('TELEGRAM_BOT_TOKEN'))
  expect(said).toEqual([expect.stringContaining('check it with @BotFather')])
  expect(`${ended?.stdout}${ended?.stderr}`).not.toContain(secret)
})

test('while Telegram is away the web chat goes on, and it is tried again ever more seldom', patient, async () => {
  const attempts: number[] = []
  const nobody = createServer((socket) => {
    attempts.push(performance.now())
    socket.on('error', () => {}).destroy()
  })
  await new Promise<void>((resolve) => nobody.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void nobody.close())
  const { port } = nobody.address() as AddressInfo
  await open(telegramAt({ root: `http://127.0.0.1:${port}`, token: `123456:${secret}` }))
  await expect.poll(async () => (await readiness()).notes.join()).toContain('Telegram does not answer')
  expect((await readiness()).status).toBe(200)
  expect(await webchatAsks()).toBe(true)
  const [first = 0] = attempts
  await expect.poll(() => (attempts.at(-1) ?? 0) - first).toBeGreaterThan(5000)
  // Two ask, who it is and what it says of itself: 0, 1, 3 and 7 seconds after the start at the latest.
  const within = (from: number, to: number) => attempts.filter((at) => at - first >= from && at - first < to).length
  expect(within(0, 2500)).toBeGreaterThan(within(2500, 5000))
  expect(attempts.length).toBeLessThanOrEqual(10)
  const ended = await stop()
  expect(ended?.stderr.match(/Telegram does not answer/g)).toHaveLength(1)
  expect(`${ended?.stdout}${ended?.stderr}`).not.toContain(secret)
})

test('a Telegram that comes back is noticed', patient, async () => {
  const fake = await fakeWithToken()
  await fake.goAway()
  await open(telegramAt(fake))
  await expect.poll(async () => (await readiness()).notes.join()).toContain('Telegram does not answer')
  await fake.comeBack()
  await expect.poll(async () => (await readiness()).notes).toEqual([])
  const user = fake.user({ language_code: 'de' })
  user.sends('/start')
  await expect.poll(() => user.sees.length).toBe(1)
})
