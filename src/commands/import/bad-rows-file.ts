import { type FileHandle, open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, extname, join } from 'node:path'
import { errorCode } from '#database/error-code.ts'
import type { DeskTexts } from '#desk-texts.ts'
import { Refusal } from '#refusal.ts'
import { badRowsTable } from '#reports/import/bad-rows-table.ts'
import type { BadRow, Heard } from '#reports/import/import-file.ts'
import { badRowTitles, sayReason } from '#reports/import/say-row.ts'

type Place = { beside: string; wanted: string | undefined; texts: DeskTexts }

/** The file of bad rows, made with the first of them. It never replaces one: somebody may be correcting that. */
export function openBadRows({ beside, wanted, texts }: Place) {
  let file: FileHandle | undefined
  let path: string | undefined
  let table: ReturnType<typeof badRowsTable> | undefined
  /** A dry run begins again after a lost connection: what was written before is written again. */
  const begin: Heard['opened'] = async ({ header, separator }) => {
    table = badRowsTable({ titles: badRowTitles(texts, 'en'), header, separator })
    await file?.truncate(0)
    await file?.write(table.head)
  }
  return {
    begin,
    async write(rows: readonly BadRow[]) {
      if (table === undefined) return
      if (file === undefined) {
        ;({ file, path } = await create(beside, wanted))
        await file.write(table.head)
      }
      await file.write(table.rows(rows, (row) => sayReason(texts, 'en', row)))
    },
    async close() {
      await file?.close()
    },
    path: () => path,
  }
}

async function create(beside: string, wanted: string | undefined): Promise<{ file: FileHandle; path: string }> {
  if (wanted !== undefined) {
    const file = await tryOpen(wanted)
    if (typeof file !== 'string') return { file, path: wanted }
    throw new Refusal(`--bad-rows ${wanted} cannot be written (${file}): name a new file`, { code: 2 })
  }
  const name = basename(beside, extname(beside)).replace(/\.bad-rows(-\d+)?$/, '')
  for (const folder of [dirname(beside), '.', tmpdir()])
    for (let number = 1; number <= 1000; number++) {
      const path = join(folder, `${name}.bad-rows${number === 1 ? '' : `-${number}`}.csv`)
      const file = await tryOpen(path)
      if (typeof file !== 'string') return { file, path }
      if (file !== 'EEXIST') break
    }
  throw new Refusal('The file of bad rows cannot be written: name one with --bad-rows FILE')
}

async function tryOpen(path: string): Promise<FileHandle | string> {
  try {
    return await open(path, 'ax', 0o600)
  } catch (error) {
    const code = errorCode(error)
    if (code === undefined) throw error
    return code
  }
}
