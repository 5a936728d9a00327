import { z } from 'zod'
import { readAudit } from '#staff/audit-log.ts'
import { defineRoute } from '../route.ts'

/** For who may look at everything and change nothing, and for who administers everything. */
export const listAudit = defineRoute({
  id: 'list-audit',
  method: 'GET',
  path: '/audit',
  summary: 'Who did what, the latest first; before=<id> goes on',
  query: z.object({
    before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
    staffId: z.uuid().optional(),
    deed: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  policy: { roles: ['auditor', 'administrator'], limitedTo: () => ({}) },
  answers: {
    200: z.object({
      entries: z.array(
        z.object({
          id: z.int(),
          at: z.iso.datetime(),
          deed: z.string(),
          subject: z.string().nullable(),
          facts: z.record(z.string(), z.unknown()),
          by: z.string().nullable(),
          byKind: z.enum(['staff', 'api-key', 'device', 'nobody']),
        }),
      ),
      next: z.int().nullable(),
    }),
  },
  async run({ query, desk }) {
    const found = await readAudit(desk.database, query)
    const entries = found.map((entry) => ({ ...entry, at: entry.at.toISOString() }))
    const next = entries.length === query.limit ? (entries.at(-1)?.id ?? null) : null
    return { status: 200, body: { entries, next } }
  },
})
