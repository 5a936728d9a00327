import iconv from 'iconv-lite'
import { z } from 'zod'

/** What a column of another tool's export may be to us. Everything else in a file is not read. */
export const Field = z.enum([
  'number',
  'start',
  'date',
  'time',
  'minutes',
  'department',
  'service',
  'location',
  'bookedAt',
  'bookedVia',
  'language',
  'status',
])
export type Field = z.infer<typeof Field>

/** What a word in the column of the status may mean. A `no_show` of another tool may have been set by its timer. */
export const Status = z.enum([
  'attended',
  'no_show',
  'unrecorded',
  'cancelled_by_applicant',
  'cancelled_by_office',
  'moved',
])
export type Status = z.infer<typeof Status>

/** How a date is written; ISO 8601 (2023-10-16) is always understood. */
export const DateOrder = z.enum(['dd.mm.yyyy', 'dd/mm/yyyy', 'mm/dd/yyyy'])

export const Separator = z.enum([';', ',', '\t', '|'])
export type Separator = z.infer<typeof Separator>

const Column = z.string().trim().min(1).max(200)
const Words = z.record(z.string().max(200), z.string().trim().min(1).max(100))

/** A mapping of which nobody has looked yet whether it says enough. */
export const DraftMapping = z.strictObject({
  origin: z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/, 'must be 2 to 40 of a-z, 0-9 and -, such as "old-calendar"'),
  columns: z.partialRecord(Field, Column),
  status: z.record(z.string().max(200), Status),
  departments: Words.default({}),
  locations: Words.default({}),
  fixed: z
    .strictObject({ department: z.string().max(100).optional(), minutes: z.int().min(1).max(1440).optional() })
    .default({}),
  dates: DateOrder.default('dd.mm.yyyy'),
  encoding: z.string().max(40).optional(),
  separator: Separator.optional(),
})

/**
 * How the exports of one tool are read: which column is what, and which word means what. `origin` names the tool: with a row's
 * number it is the row's identity for ever. Without a column for them, `fixed` gives the department and the minutes of every row.
 */
export const Mapping = DraftMapping.superRefine((mapping, context) => {
  for (const message of missing(mapping)) context.addIssue({ code: 'custom', path: ['columns'], message })
  const { encoding } = mapping
  if (encoding !== undefined && !iconv.encodingExists(encoding))
    context.addIssue({
      code: 'custom',
      path: ['encoding'],
      message: 'must be one such as utf-8, windows-1252 or cp850',
    })
})
export type Mapping = z.infer<typeof Mapping>

type Columns = Partial<Record<Field, string>>
type Fixed = { department?: string | undefined; minutes?: number | undefined }

function missing({ columns, fixed }: { columns: Columns; fixed: Fixed }): string[] {
  const hasStart = columns.start !== undefined || (columns.date !== undefined && columns.time !== undefined)
  const names = Object.values(columns)
  return [
    ...(columns.number === undefined ? ['must name the column "number": it makes each row happen once'] : []),
    ...(columns.status === undefined ? ['must name the column "status"'] : []),
    ...(hasStart ? [] : ['must name the column "start", or "date" and "time"']),
    ...((columns.minutes ?? fixed.minutes) ? [] : ['must name the column "minutes", or "fixed" must give them']),
    ...((columns.department ?? fixed.department) ? [] : ['must name the column "department", or "fixed" must give it']),
    ...(new Set(names).size < names.length ? ['must not name a column twice'] : []),
  ]
}
