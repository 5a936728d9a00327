import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { badRowsTable } from '#reports/import/bad-rows-table.ts'
import { badRowTitles, sayReason } from '#reports/import/say-row.ts'
import { defineRoute } from '../route.ts'
import { fileQuery, importPolicy } from './import-shape.ts'
import { fileRefusals, readFile } from './read-file.ts'
import { withUploaded } from './uploaded.ts'

/** They stand nowhere: the file that is given again is tried again, and what was imported of it since is no longer bad nor new. */
export const listBadRows = defineRoute({
  id: 'list-bad-rows',
  method: 'POST',
  path: '/imports/bad-rows',
  summary:
    'The rows of a file that cannot be imported, as CSV with line, column and reason, to be corrected and given again',
  query: z.object(fileQuery),
  takesFile: true,
  policy: importPolicy,
  answers: { 200: { media: 'text/csv' } },
  refusals: fileRefusals,
  before: ({ query: { fileName, mapping }, file, desk, now, language }) =>
    withUploaded({ file, name: fileName }, async (source) => {
      const { texts } = desk
      const parts: string[] = []
      let table: ReturnType<typeof badRowsTable> | undefined
      const answer = await readFile({
        desk,
        source,
        mapping,
        language,
        now,
        id: randomUUID(),
        isDryRun: true,
        heard: {
          opened({ header, separator }) {
            table = badRowsTable({ titles: badRowTitles(texts, language), header, separator })
            parts.splice(0, parts.length, table.head)
          },
          bad: (rows) => void parts.push(table?.rows(rows, (row) => sayReason(texts, language, row)) ?? ''),
        },
      })
      return 'refused' in answer ? answer : { status: 200 as const, body: parts.join('') }
    }),
  run: async ({ before: table }) => table,
})
