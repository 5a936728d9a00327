import { z } from 'zod'
import { Mapping } from '#reports/import/mapping.ts'
import { saveMapping } from '#reports/import/mappings.ts'
import { defineRoute } from '../route.ts'
import { importPolicy } from './import-shape.ts'

export const saveImportMapping = defineRoute({
  id: 'save-import-mapping',
  method: 'PUT',
  path: '/import-mappings/:name',
  summary: 'Keeps how the exports of a tool are read: which column is what, which word means what',
  params: z.object({ name: z.string().trim().min(1).max(60) }),
  body: z.strictObject({ mapping: Mapping }),
  policy: importPolicy,
  answers: { 200: z.object({ name: z.string() }) },
  async run({ params: { name }, body: { mapping }, desk: { database }, now, principal }) {
    await saveMapping(database.prisma, { name, mapping, by: principal.id, now })
    return { status: 200, body: { name }, audit: { subject: name } }
  },
})
