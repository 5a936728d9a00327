import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { dataDir, terminlotse } from './terminlotse.ts'

const exports = new URL('../reports/import/data/', import.meta.url).pathname
const period = '--from 2023-10-16 --to 2024-02-26'

test(
  'with what the import brought the report gives the minutes’ figures, without a server and without an earlier start',
  { timeout: 180_000 },
  async () => {
    const dir = await dataDir()
    onTestFinished(() => dir.remove())
    const run = (words: string) => terminlotse(words, { DATA_DIR: dir.path, LOG_LEVEL: 'silent' })
    for (const name of ['terminkalender', 'ukraine-termintool'])
      expect((await run(`import ${exports}${name}.csv`)).code).toBe(0)
    const said = await run(`report ${period}`)
    expect(said.code, said.stderr).toBe(0)
    expect(said.stdout).toContain('920 of 6,763 = 13.6 %')
    expect(said.stdout).toContain('541 to 676 people did not come; 244 to 379 of the 920 were probably present')
    expect(said.stdout).toMatch(/^2023-11: [\d,]+ came, [\d,]+ recorded as not come, 0 not recorded/m)
    const { timed, total, groups } = JSON.parse((await run(`report ${period} --json`)).stdout)
    expect(
      groups.department.map(({ key, figures }: { key: string; figures: { bookings: number } }) => [
        key,
        figures.bookings,
      ]),
    ).toEqual([
      ['asylum', 2840],
      ['general', 3923],
      ['ukraine', 307],
    ])
    expect([timed.figures.bookings, timed.figures.noShow, total.bookings]).toEqual([6763, 920, 7070])
    const pdf = join(dir.path, 'page.pdf')
    expect(await run(`report ${period} --pdf --out ${pdf}`)).toMatchObject({ code: 0, stdout: `${pdf}\n` })
    expect((await readFile(pdf)).subarray(0, 5).toString()).toBe('%PDF-')
    expect((await run(`report ${period} --csv`)).stdout).toContain(
      ',timed,,Asylrecht + Allgemeines Ausländerrecht,6763,',
    )
    expect(await run(`report ${period} --xlsx --out ${dir.path}/none/x.xlsx`)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('choose another place with --out'),
    })
    for (const wrong of [
      '--from 2024-02-30',
      '--from 2024-02-02 --to 2024-02-01',
      '--csv --pdf',
      '--out x.csv',
      '--yearly',
    ])
      expect([wrong, (await run(`report ${wrong}`)).code]).toEqual([wrong, 2])
  },
)
