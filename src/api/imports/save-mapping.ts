import { z } from 'zod'
import { DraftMapping, Mapping } from '#reports/import/mapping.ts'
import { saveMapping } from '#reports/import/mappings.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { importPolicy } from './import-shape.ts'

export const saveImportMapping = defineRoute({
  id: 'save-import-mapping',
  method: 'PUT',
  path: '/import-mappings/:name',
  summary: 'Keeps how the exports of a tool are read: which column is what, which word means what',
  params: z.object({ name: z.string().trim().min(1).max(60) }),
  body: z.strictObject({ mapping: DraftMapping }),
  policy: importPolicy,
  answers: { 200: z.object({ name: z.string() }) },
  refusals: { 'mapping-incomplete': 422 },
  async run({ params: { name }, body: { mapping }, tx, now, principal }) {
    const whole = Mapping.safeParse(mapping)
    if (!whole.success) return refuse('mapping-incomplete', { field: 'mapping' })
    await saveMapping(tx, { name, mapping: whole.data, by: principal.id, now })
    return { status: 200, body: { name }, audit: { subject: name } }
  },
})
