import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '#config.ts'
import { conversations } from '#conversation/conversations.ts'
import { openStore } from '#database/open-store.ts'
import { keysFrom } from '#privacy/keys.ts'
import { Language, loadTexts } from '#texts.ts'
import { dataDir, terminlotse } from '../../start/terminlotse.ts'

let folder: Awaited<ReturnType<typeof dataDir>>
let settings: { DATA_DIR: string }
let store: Awaited<ReturnType<typeof openStore>>
const run = (rest: string) => terminlotse(`broadcast ${rest}`, settings)

/** An office with free times and two people of it, one of whom is in Telegram. */
beforeAll(async () => {
  folder = await dataDir()
  settings = { DATA_DIR: folder.path }
  // Left open: each command would start the database anew and stop it.
  store = await openStore({ config: readConfig(settings), purpose: 'command', say: () => {} })
  for (const command of ['seed', 'slots open']) expect(await terminlotse(command, settings)).toMatchObject({ code: 0 })
  const office = { zone: 'Europe/Berlin' as const, departments: [], locations: [] }
  const keys = keysFrom('a secret that is long enough for a test')
  const now = () => new Date()
  const talks = conversations({ database: store.database, keys, office: () => office, speak: loadTexts(), now })
  for (const [channel, language] of [
    ['telegram', 'uk'],
    ['webchat', 'de'],
  ] as const) {
    const { conversationId } = await talks.create({ channel, address: randomUUID() })
    await talks.receive({ address: { channel, conversationId }, key: randomUUID(), act: { kind: 'joined', language } })
  }
}, 120_000)
afterAll(async () => {
  await store.close()
  await folder.remove()
}, 60_000)

test('a dry run says how many would be told and shows every language', { timeout: 60_000 }, async () => {
  const { code, stdout } = await run('--department ukraine --dry-run --json')
  expect(code).toBe(0)
  const shown = JSON.parse(stdout)
  expect(shown).toMatchObject({ people: 2, crowds: [{ language: 'de' }, { language: 'uk' }], needsApproval: false })
  expect(Object.keys(shown.bodies).toSorted()).toEqual(Language.options.toSorted())
  expect(shown.bodies.de).not.toContain('{slots}')
  expect(shown.places).toBeGreaterThan(0)
})

test('it is put there once, and the same key is refused', { timeout: 60_000 }, async () => {
  const first = await run('--department ukraine --channels telegram --key monday --json')
  expect(first).toMatchObject({ code: 0 })
  expect(JSON.parse(first.stdout)).toMatchObject({ outcome: 'started', people: 1 })
  const again = await run('--department ukraine --channels telegram --key monday --json')
  expect(again.code).toBe(1)
  expect(JSON.parse(again.stdout)).toMatchObject({ outcome: 'twice', id: JSON.parse(first.stdout).id })
})

test('drafts and broadcasts are listed, shown, paused, resumed and stopped', { timeout: 120_000 }, async () => {
  const json = async (rest: string) => {
    const ended = await run(`${rest} --json`)
    return { code: ended.code, data: JSON.parse(ended.stdout) }
  }
  const { data: made } = await json('--department ukraine --channels webchat --title Nachricht')
  expect(made).toMatchObject({ outcome: 'started', people: 1 })
  const { id } = made
  const { data: draft } = await json('--department ukraine --draft --title Entwurf')
  const { data: listed } = await json('list')
  expect(listed.broadcasts.slice(0, 2)).toEqual([
    { id: draft.id, title: 'Entwurf', state: 'draft', people: null, told: 0 },
    { id, title: 'Nachricht', state: 'running', people: 1, told: 0 },
  ])
  expect((await run('list')).stdout).toContain(`${id}  running    0 of 1 told  Nachricht`)

  for (const [deed, state] of [
    ['pause', 'paused'],
    ['pause', 'paused'],
    ['resume', 'running'],
    ['stop', 'stopped'],
  ]) {
    expect(await json(`${deed} ${id}`)).toEqual({ code: 0, data: { outcome: 'done', id } })
    const { data: shown } = await json(`show ${id}`)
    expect(shown).toMatchObject({ id, state, people: 1, languages: [{ language: 'de', people: 1 }] })
    const all = Object.values<number>(shown.counts).reduce((sum, each) => sum + each, 0)
    expect(all, 'the counts add up to the audience').toBe(shown.people)
  }
  expect((await run(`show ${id}`)).stdout).toContain('stopped: by-hand')

  const entries = await store.database.prisma.auditEntry.findMany({ where: { subject: id }, orderBy: { at: 'asc' } })
  expect(entries.map(({ deed }) => deed)).toEqual([
    'add-broadcast',
    'start-broadcast',
    'pause-broadcast',
    'pause-broadcast',
    'resume-broadcast',
    'stop-broadcast',
  ])

  const unknown = randomUUID()
  const cases: [string, number, string][] = [
    [`pause ${id}`, 1, `Broadcast ${id} was stopped for good. To tell more people, make another one.`],
    [`resume ${id}`, 1, 'was stopped for good'],
    [`pause ${draft.id}`, 1, 'is a draft: nobody is told before it is started. "terminlotse broadcast stop" ends it.'],
    [`resume ${draft.id}`, 1, 'is a draft: start it at the desk.'],
    [`show ${unknown}`, 1, `There is no broadcast ${unknown}: "terminlotse broadcast list" shows them.`],
    [`stop ${unknown}`, 1, 'There is no broadcast'],
    ['pause monday', 1, 'There is no broadcast monday'],
    ['show monday', 1, 'There is no broadcast monday'],
    ['pause', 2, 'Say which broadcast: terminlotse broadcast pause ID'],
    ['show', 2, 'Say which broadcast'],
    [`stop ${id} ${id}`, 2, 'Usage: terminlotse broadcast stop ID'],
    ['list --state running', 2, 'Usage: terminlotse broadcast list'],
  ]
  for (const [order, code, sentence] of cases) {
    const ended = await run(order)
    expect(ended, order).toMatchObject({ code })
    const said = `${ended.stdout}${ended.stderr}`
    expect(said).toContain(sentence)
    if (code === 1) expect(said.trim().split('\n'), order).toHaveLength(1)
  }
  expect(await json(`pause ${id}`)).toMatchObject({ code: 1, data: { outcome: 'not-possible', state: 'stopped' } })
  expect(await json(`show ${unknown}`)).toMatchObject({ code: 1, data: { outcome: 'not-found' } })
})

test(
  'what can not be is refused in a sentence with exit code 1, what is no order with 2',
  { timeout: 120_000 },
  async () => {
    const texts = join(folder.path, 'texts.json')
    await writeFile(texts, JSON.stringify({ de: 'Frei: {slots}' }))
    const cases: [string, number, string][] = [
      [`--department ukraine --texts ${texts}`, 1, 'lack uk, en, ru, tr, ar, fr'],
      ['--department nowhere', 1, 'no such department'],
      ['--department ukraine --languages tr', 1, 'Nobody would get it'],
      ['--department ukraine --from 2001-01-01 --to 2001-01-02', 1, 'No place of this offer is free'],
      ['--department ukraine --from 2001-01-03 --to 2001-01-02', 1, '--to lies before --from'],
      ['', 2, '--department is missing'],
      ['--department ukraine --group friends', 2, '--group must be everybody, later or waiting'],
      ['--department ukraine --texts /nowhere.json', 2, '--texts /nowhere.json can not be read'],
      ['--department ukraine --at tomorrow', 2, '--at must be a day and a time'],
    ]
    for (const [order, code, sentence] of cases) {
      const ended = await terminlotse(`broadcast ${order}`.trim(), settings)
      expect(ended, order).toMatchObject({ code })
      expect(`${ended.stdout}${ended.stderr}`).toContain(sentence)
    }
  },
)
