import { z } from 'zod'
import { listImports } from '#reports/import/list-imports.ts'
import { Mapping } from '#reports/import/mapping.ts'
import { loadMappings } from '#reports/import/mappings.ts'
import { defineRoute } from '../route.ts'
import { importOf, importPolicy, ImportShape } from './import-shape.ts'

export const listAllImports = defineRoute({
  id: 'list-imports',
  method: 'GET',
  path: '/imports',
  summary: 'What was imported, the latest first, and the mappings that exports are read by',
  policy: importPolicy,
  answers: {
    200: z.object({
      imports: z.array(ImportShape),
      mappings: z.array(z.object({ name: z.string(), mapping: Mapping })),
    }),
  },
  async run({ desk: { database } }) {
    const mappings = Object.entries(await loadMappings(database.prisma))
    const imports = await listImports(database)
    return {
      status: 200,
      body: { imports: imports.map(importOf), mappings: mappings.map(([name, mapping]) => ({ name, mapping })) },
    }
  },
})
