import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { defineRoute } from '../route.ts'
import { fileQuery, FileShape, importPolicy } from './import-shape.ts'
import { fileRefusals, readFile } from './read-file.ts'
import { withUploaded } from './uploaded.ts'

export const previewImport = defineRoute({
  id: 'preview-import',
  method: 'POST',
  path: '/imports/preview',
  summary:
    'What importing a file would come to, by department, with every row that could not be read. Nothing is written, and the file is not kept',
  query: z.object(fileQuery),
  takesFile: true,
  policy: importPolicy,
  answers: { 200: FileShape },
  refusals: fileRefusals,
  before: ({ query: { fileName, mapping }, file, desk, now, language }) =>
    withUploaded({ file, name: fileName }, (source) =>
      readFile({ desk, source, mapping, language, now, id: randomUUID(), isDryRun: true }),
    ),
  run: async ({ before: read }) => read,
})
