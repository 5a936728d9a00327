import { z } from 'zod'
import type { ListedImport } from '#reports/import/list-imports.ts'
import { Mapping } from '#reports/import/mapping.ts'
import { Instant } from '../visits/visit-shape.ts'

/** For whom it holds everywhere: an export is of the whole office. */
export const importPolicy = { roles: ['manager', 'administrator'], limitedTo: () => ({}) } as const

export const importParams = z.object({ id: z.uuid() })

/** What is said of a file beside its bytes. `mapping`: the name of the one to read it by. */
export const fileQuery = {
  fileName: z.string().trim().min(1).max(200),
  mapping: z.string().max(60).optional(),
}

export const ImportShape = z.object({
  id: z.uuid(),
  fileName: z.string(),
  origin: z.string(),
  rows: z.int(),
  known: z.int(),
  bad: z.int(),
  at: Instant,
  by: z.string().nullable(),
  finishedAt: Instant.nullable(),
  undoneAt: Instant.nullable(),
})

/** As it goes over the wire. */
export function importOf({ at, finishedAt, undoneAt, ...row }: ListedImport): z.input<typeof ImportShape> {
  return {
    ...row,
    at: at.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    undoneAt: undoneAt?.toISOString() ?? null,
  }
}

const Columns = z.array(z.object({ name: z.string(), values: z.array(z.string()) }))

const Counts = z.object({
  visits: z.int(),
  attended: z.int(),
  noShow: z.int(),
  unrecorded: z.int(),
  cancelled: z.int(),
  first: z.string(),
  last: z.string(),
})

/** A file that was read: `badRows` are the first of them, `firstRows` and `columns` are for who looks whether it was read rightly. */
const ReadShape = z.object({
  outcome: z.literal('read'),
  id: z.uuid(),
  tool: z.string(),
  mapping: Mapping,
  encoding: z.string(),
  separator: z.string(),
  unread: z.array(z.string()),
  unknownLocations: z.array(z.string()),
  fresh: z.int(),
  known: z.int(),
  bad: z.int(),
  isUndone: z.boolean(),
  departments: z.record(z.string(), Counts),
  badRows: z.array(z.object({ line: z.int(), column: z.string(), reason: z.string() })),
  columns: Columns,
  firstRows: z.array(z.array(z.string())),
})

/** A table of a tool that nobody knows yet: `message` says which columns are missing. */
const UnknownShape = z.object({ outcome: z.literal('unknown'), message: z.string(), columns: Columns })

export const FileShape = z.discriminatedUnion('outcome', [ReadShape, UnknownShape])
