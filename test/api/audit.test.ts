import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Effect } from '#api/calendar/calendar-shape.ts'
import { localDay } from '#appointments/local-time.ts'
import { loadDeskTexts } from '#desk-texts.ts'
import { openDesk, type OpenDesk } from './desk-office.ts'
import { today, visitor } from './visitor.ts'

let desk: OpenDesk
beforeAll(async () => {
  desk = await openDesk({ now: today('09:30') })
})
afterAll(() => desk.close())

type Entry = { deed: string; subject: string | null; facts: Record<string, unknown> }

const coded = (code: string) => `${code.slice(0, 4)}-${code.slice(4)}`

describe('the audit log', () => {
  it('says what ids are called today, beside what it has: codes, members, keys, places', async () => {
    const [boss, clerk] = [await desk.hires('administrator'), await desk.hires('clerk')]
    const visit = await visitor(desk.desk, { startsAt: today('10:00') })
    const room = await (
      await desk.hires('manager')
    ).sends('POST', '/rooms', {
      locationId: 'neuss',
      departmentId: null,
      name: '4.01',
      retired: false,
    })
    expect(room.status).toBe(200)
    await clerk.sends('POST', `/visits/${visit.id}/arrive`)
    await boss.sends('POST', '/keys', { name: 'Aufrufanlage', scopes: ['visits:read'], days: null })
    const { body } = await (await desk.hires('auditor')).gets('/audit')
    const subjectOf = (deed: string) => body.entries.find((entry: Entry) => entry.deed === deed).subject
    expect(body.names[subjectOf('arrive')]).toBe(coded(visit.code))
    expect(body.names[subjectOf('make-key')]).toBe('Aufrufanlage')
    expect(body.names[subjectOf('add-room')]).toBe('4.01')
    expect(body.staff.map(({ id }: { id: string }) => id)).toContain(boss.id)
    expect(JSON.stringify(body.entries), 'the log itself has ids').not.toMatch(/Aufrufanlage|4\.01/)
  })

  it('is narrowed by the code of an appointment, with whoever has seen it among others, and by days', async () => {
    const clerk = await desk.hires('clerk')
    const visit = await visitor(desk.desk, { startsAt: today('10:20'), name: 'Leyla Demir' })
    const other = await visitor(desk.desk, { startsAt: today('10:20') })
    await clerk.sends('POST', '/people/search', { text: 'Leyla Demir' })
    for (const { id } of [visit, other]) await clerk.sends('POST', `/visits/${id}/arrive`)
    const auditor = await desk.hires('auditor')
    const deeds = async (query: string) =>
      (await auditor.gets(`/audit?${query}`)).body.entries.map(({ deed }: Entry) => deed)
    expect(await deeds(`subject=${visit.code}`)).toEqual(['arrive', 'search-people'])
    expect(await deeds(`subject=${coded(visit.code).toLowerCase()}`)).toEqual(['arrive', 'search-people'])
    expect(await deeds(`subject=${visit.id}&deed=arrive`)).toEqual(['arrive'])
    expect(await deeds('subject=nobody')).toEqual([])
    // Entries have the database's own clock.
    const day = localDay(new Date())
    const far = localDay(new Date(Date.now() + 3 * 86_400_000))
    expect(await deeds(`subject=${visit.id}&from=${day}&to=${day}`)).toEqual(['arrive', 'search-people'])
    expect(await deeds(`subject=${visit.id}&from=${far}`)).toEqual([])
    expect(await deeds(`subject=${visit.id}&to=2020-01-01`)).toEqual([])
  })
})

describe('what the audit log says of a deed', () => {
  const texts = loadDeskTexts()

  it('has words in both languages for every fact that is written anywhere', () => {
    const facts = written()
    expect(facts.length).toBeGreaterThan(20)
    for (const language of ['de', 'en'] as const) {
      const lacking = facts.filter((fact) => texts(language, `audit.fact.${fact}`) === undefined)
      expect(lacking, language).toEqual([])
    }
  })
})

/** What stands for several facts at once. */
const spreads: Readonly<Record<string, readonly string[]>> = { effect: Object.keys(Effect.shape) }

/** They pass on what others name. */
const handsOn = ['carry-out.ts', 'api/route.ts', 'today/persons.ts']

/** The names of all facts that the sources write into the audit log, and the device's, which `audit` adds itself. */
function written(): string[] {
  const root = fileURLToPath(new URL('../../src/', import.meta.url))
  const files = ['api', 'commands'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(root, folder, file)),
  )
  const found = files
    .filter((file) => file.endsWith('.ts') && !handsOn.some((name) => file.endsWith(name)))
    .flatMap((file) => factsIn(readFileSync(file, 'utf8'), file))
  return [...new Set([...found, 'device'])].sort()
}

function factsIn(source: string, file: string): string[] {
  return [...source.matchAll(/\baudit(?:: |\(tx, )(?=\{)/g)].flatMap(({ index, 0: start }) => {
    const entry = braced(source, index + start.length)
    const literal = /\bfacts: (?=\{)/.exec(entry)
    if (literal) return namesIn(braced(entry, literal.index + literal[0].length), file)
    const named = /\bfacts: (\w+)/.exec(entry)?.[1]
    if (named !== undefined) return spread(named, file)
    if (!/\bfacts\b/.test(entry)) return []
    const constant = /const facts = (?=\{)/.exec(source)
    if (!constant) throw new Error(`${file}: which facts?`)
    return namesIn(braced(source, constant.index + constant[0].length), file)
  })
}

/** From a brace to the one that closes it. */
function braced(source: string, start: number): string {
  let depth = 0
  for (let end = start; end < source.length; end++) {
    if (source[end] === '{') depth += 1
    if (source[end] === '}') depth -= 1
    if (depth === 0) return source.slice(start + 1, end)
  }
  throw new Error('A brace is never closed')
}

function namesIn(literal: string, file: string): string[] {
  const plain = literal.replaceAll(/\.\.\.\(\w+ && \{([^{}]*)\}\)/g, '$1')
  const flat = plain.replaceAll(/\([^()]*(?:\([^()]*\)[^()]*)*\)|\{[^{}]*\}/g, '')
  return flat
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) => (part.startsWith('...') ? spread(part.slice(3), file) : [part.split(':')[0]?.trim() ?? '']))
}

function spread(name: string, file: string): readonly string[] {
  const names = spreads[name]
  if (names === undefined) throw new Error(`${file}: which facts are ${name}?`)
  return names
}
