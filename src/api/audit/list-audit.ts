import { z } from 'zod'
import { Day } from '../calendar/inputs.ts'
import { defineRoute } from '../route.ts'
import { nameIds } from './name-ids.ts'
import { readAudit } from './read-audit.ts'

/** For who may look at everything and change nothing, and for who administers everything. */
export const listAudit = defineRoute({
  id: 'list-audit',
  method: 'GET',
  path: '/audit',
  summary:
    'Who did what, the latest first; before=<id> goes on. `subject` is an id or the code of an appointment, `from` and `to` are local days; `names` says what ids are called today',
  query: z.object({
    before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
    staffId: z.uuid().optional(),
    deed: z.string().max(100).optional(),
    subject: z.string().trim().min(1).max(100).optional(),
    from: Day.optional(),
    to: Day.optional(),
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
      names: z.record(z.string(), z.string()),
      /** Everybody who could have done something. */
      staff: z.array(z.object({ id: z.uuid(), name: z.string() })),
    }),
  },
  async run({ query, desk, language }) {
    const { database } = desk
    const found = await readAudit(database, query)
    const names = await nameIds({ database, office: desk.office(), language }, found)
    const staff = await database.prisma.staff.findMany({ select: { id: true, name: true }, orderBy: { name: 'asc' } })
    const entries = found.map((entry) => ({ ...entry, at: entry.at.toISOString() }))
    const next = entries.length === query.limit ? (entries.at(-1)?.id ?? null) : null
    return { status: 200, body: { entries, next, names, staff } }
  },
})
