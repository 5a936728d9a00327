import { z } from 'zod'
import { undoImport } from '#reports/import/undo-import.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { importParams, importPolicy } from './import-shape.ts'

export const undoOneImport = defineRoute({
  id: 'undo-import',
  method: 'POST',
  path: '/imports/:id/undo',
  summary: 'Takes out what an import brought. The same file can be imported again',
  params: importParams,
  policy: importPolicy,
  answers: { 200: z.object({ rows: z.int() }) },
  refusals: { 'not-found': 404, 'undone-before': 409 },
  async run({ params: { id }, desk: { database }, now }) {
    const undone = await undoImport(database, { id, now })
    if (undone.outcome === 'unknown') return refuse('not-found')
    if (undone.outcome === 'undone-before') return refuse('undone-before')
    return { status: 200, body: { rows: undone.rows }, audit: { subject: id, facts: { rows: undone.rows } } }
  },
})
