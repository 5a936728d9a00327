import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '#config.ts'
import { openStore } from '#database/open-store.ts'
import { row, table } from '../reports/import/exports.ts'
import { dataDir, terminlotse } from './terminlotse.ts'

let data: Awaited<ReturnType<typeof dataDir>>
let store: Awaited<ReturnType<typeof openStore>> | undefined
let folder: string
beforeAll(async () => {
  data = await dataDir()
  folder = await mkdtemp(join(tmpdir(), 'terminlotse-exports-'))
})
afterAll(async () => {
  await store?.close()
  await data.remove()
  await rm(folder, { recursive: true })
})

const calendar = new URL('../reports/import/data/terminkalender.csv', import.meta.url).pathname
const run = (command: string) => terminlotse(command, { DATA_DIR: data.path })
const dataOf = ({ stdout }: { stdout: string }): Record<string, unknown> => JSON.parse(stdout)

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

test('an export is imported with no server, no earlier start and no question; first tried, then once, then undone', async () => {
  const tried = await run(`import ${calendar} --dry-run`)
  expect(tried).toMatchObject({ code: 0 })
  expect(tried.stdout).toContain('asylum: 2,840 appointments, 405 recorded as no-show, 2023-10-16 to 2024-02-26')
  expect(tried.stdout).toContain('To import: 6,763. There before: 0. Bad: 0.')

  const first = await run(`import ${calendar} --json`)
  expect(first).toMatchObject({ code: 0, stderr: '' })
  expect(dataOf(first)).toMatchObject({ fresh: 6763, known: 0, bad: 0, badRowsFile: null, unknownLocations: [] })
  const again = await run(`import ${calendar} --json`)
  expect(again.code).toBe(0)
  expect(dataOf(again)).toMatchObject({ fresh: 0, known: 6763 })

  expect(await run(`import --undo ${String(dataOf(first)['id'])}`)).toMatchObject({
    code: 0,
    stdout: 'Undone: 6763 rows are out again.\n',
  })
  expect(dataOf(await run('import --list --json'))).toMatchObject({ imports: [{ rows: 0 }, { rows: 0 }] })
  // From here on it stays open: each command would start the database anew and stop it.
  store = await openStore({ config: readConfig({ DATA_DIR: data.path }), purpose: 'command', say: () => {} })
})

test('bad rows are listed and written to a file that is corrected and given again; none replaces another', async () => {
  const path = await file(
    'mixed.csv',
    table(row('m1'), row('m2', { minutes: '-20' }), row('m3', { date: '31.02.2024' })),
  )
  const mixed = await run(`import ${path}`)
  expect(mixed.code).toBe(0)
  expect(mixed.stderr).toContain('Line 3, Dauer (Min.): The duration is negative: -20\n')
  expect(mixed.stderr).toContain('Line 4, Datum: There is no such day: 31.02.2024 08:00\n')
  await run(`import ${path} --dry-run`)
  expect((await readdir(folder)).toSorted()).toEqual(['mixed.bad-rows-2.csv', 'mixed.bad-rows.csv', 'mixed.csv'])

  const bad = join(folder, 'mixed.bad-rows.csv')
  const text = await readFile(bad, 'utf8')
  await writeFile(bad, text.replace(`"'-20"`, '20').replace(/;31\.02\.2024;/, ';29.02.2024;'))
  const corrected = await run(`import ${bad} --json`)
  expect(dataOf(corrected)).toMatchObject({ fresh: 2, bad: 0 })
})

test('where nothing could be imported it says why and ends with 1; wrong usage ends with 2', async () => {
  expect(await run(`import ${await file('empty.csv', '')}`)).toMatchObject({
    code: 1,
    stdout: 'empty.csv: The file is empty.\n',
  })
  expect(await run(`import ${await file('none.csv', table(row('n', { department: 'Standesamt' })))}`)).toMatchObject({
    code: 1,
  })
  expect(await run(`import ${folder}`)).toMatchObject({ code: 1, stderr: `${folder} is no file\n` })
  expect((await run(`import ${folder}/missing.csv`)).stderr).toContain('missing.csv cannot be read (ENOENT)')
  for (const usage of [
    'import',
    'import a b',
    'import a --list',
    'import --undo 7',
    'import --save-mapping x',
    `import ${calendar} --encoding klingon`,
  ])
    expect(await run(usage), usage).toMatchObject({ code: 2, stdout: '' })
})

test('another tool is read by a mapping, out of a file or saved under a name', async () => {
  const mapping = {
    origin: 'kfz-tool',
    columns: { number: 'Nr', start: 'Beginn', minutes: 'Min', department: 'Amt', status: 'Stand' },
    status: { da: 'attended', weg: 'no_show' },
    departments: { ABH: 'general' },
  }
  const path = await file('kfz.json', JSON.stringify(mapping))
  const table = await file(
    'kfz.csv',
    'Nr,Beginn,Min,Amt,Stand\n1,2023-11-06 10:00,20,ABH,da\n2,2023-11-06 10:20,20,ABH,weg\n',
  )
  expect((await run(`import ${table}`)).stdout).toMatch(
    /^kfz\.csv: Line 1: these columns belong to no known tool: Nr, Beginn/,
  )
  expect(dataOf(await run(`import ${table} --mapping ${path} --dry-run --json`))).toMatchObject({ fresh: 2, bad: 0 })
  expect(await run(`import --save-mapping kfz --mapping ${path}`)).toMatchObject({ code: 0 })
  expect(JSON.parse((await run('import --print-mapping kfz')).stdout)).toMatchObject(mapping)
  expect(dataOf(await run(`import ${table} --json`))).toMatchObject({ tool: 'kfz', fresh: 2 })

  const wrong = await file('wrong.json', JSON.stringify({ ...mapping, columns: { number: 'Nr' } }))
  const refused = await run(`import ${table} --mapping ${wrong}`)
  expect(refused.code).toBe(2)
  expect(refused.stderr).toContain('columns must name the column "status"')
  expect((await run(`import ${table} --mapping nowhere`)).stderr).toContain('no mapping of this name is saved')
})
