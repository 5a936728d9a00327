import { z } from 'zod'
import { findImport } from '#reports/import/list-imports.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { fileQuery, FileShape, importPolicy } from './import-shape.ts'
import { fileRefusals, readFile } from './read-file.ts'
import { withUploaded } from './uploaded.ts'

export const importOneFile = defineRoute({
  id: 'import-file',
  method: 'POST',
  path: '/imports',
  summary:
    'Imports a file, each row once however often it is given. Whoever sends it names the import, and can ask for it meanwhile. The file is not kept',
  query: z.object({ id: z.uuid(), ...fileQuery }),
  takesFile: true,
  policy: importPolicy,
  answers: { 200: FileShape },
  refusals: { ...fileRefusals, 'import-exists': 409 },
  async before({ query: { id, fileName, mapping }, file, desk, now, language, principal }) {
    if (await findImport(desk.database, id)) return refuse('import-exists')
    return withUploaded({ file, name: fileName }, (source) =>
      readFile({ desk, source, mapping, language, now, id, by: principal.id, isDryRun: false }),
    )
  },
  async run({ query: { id }, before: answer }) {
    if ('refused' in answer || answer.body.outcome !== 'read') return answer
    const { fresh, known, bad } = answer.body
    return { ...answer, audit: { subject: id, facts: { rows: fresh, known, bad } } }
  },
})
