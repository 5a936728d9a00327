import { z } from 'zod'
import { columnsOf, dataSheet } from '#privacy/data-sheet.ts'
import { defineCommand } from './command.ts'

export const dataSheetCommand = defineCommand({
  words: 'data-sheet',
  usage: 'data-sheet',
  about: 'every table and column: purpose, legal basis, how long, who sees it, encrypted or not; needs no database',
  options: {},
  values: z.object({}),
  async run() {
    const lines = Object.entries(dataSheet).flatMap(([table, entry]) => [
      `${table}: ${entry.what}`,
      ...(entry.aboutPersons
        ? entry.fields.map(
            ({ columns, purpose, basis, kept, seenBy, lies }) =>
              `  ${columns.split(/\s+/).join(' ')}: ${[purpose, basis, kept, seenBy, lies].join(' | ')}`,
          )
        : [`  ${columnsOf(entry).join(' ')}: about nobody: ${entry.because}`]),
    ])
    return { isOk: true, lines, data: dataSheet }
  },
})
