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
  // Many transactions, so that nobody waits for it; what is left of one that was cut off the next one takes out.
  before: ({ params: { id }, desk: { database }, now }) => undoImport(database, { id, now }),
  async run({ params: { id }, before: undone }) {
    if (undone.outcome === 'unknown') return refuse('not-found')
    if (undone.outcome === 'undone-before') return refuse('undone-before')
    return { status: 200, body: { rows: undone.rows }, audit: { subject: id, facts: { rows: undone.rows } } }
  },
})
