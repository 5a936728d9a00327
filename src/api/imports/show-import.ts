import { findImport } from '#reports/import/list-imports.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { importOf, importParams, importPolicy, ImportShape } from './import-shape.ts'

export const showImport = defineRoute({
  id: 'show-import',
  method: 'GET',
  path: '/imports/:id',
  summary: 'An import and how far it has got',
  params: importParams,
  policy: importPolicy,
  answers: { 200: ImportShape },
  refusals: { 'not-found': 404 },
  async run({ params: { id }, desk: { database } }) {
    const found = await findImport(database, id)
    return found ? { status: 200, body: importOf(found) } : refuse('not-found')
  },
})
