import type { Checked, ReadFile } from './use-import.ts'

type Mapping = ReadFile['mapping']
type Name = keyof Mapping['columns']

export const fields = [
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
] as const satisfies readonly Name[]

export const statuses = [
  'attended',
  'no_show',
  'unrecorded',
  'cancelled_by_applicant',
  'cancelled_by_office',
  'moved',
] as const

/** A mapping that somebody is making; '' is what they have not said. */
export type Draft = {
  name: string
  columns: Partial<Record<Name, string>>
  words: { department: Record<string, string>; status: Record<string, string> }
  department: string
  minutes: string
  dates: Mapping['dates']
}

export function draftOf(before: { name: string; mapping: Mapping } | undefined): Draft {
  const { columns = {}, departments = {}, status = {}, fixed = {}, dates = 'dd.mm.yyyy' } = before?.mapping ?? {}
  return {
    name: before?.name ?? '',
    columns,
    words: { department: { ...departments }, status: { ...status } },
    department: fixed.department ?? '',
    minutes: fixed.minutes?.toString() ?? '',
    dates,
  }
}

/** The words in the column that was chosen, and those that have a meaning already. */
export function wordsOf(draft: Draft, field: 'department' | 'status', columns: Checked['columns']): string[] {
  const column = columns.find(({ name }) => name === draft.columns[field])
  return column ? [...new Set([...Object.keys(draft.words[field]), ...column.values])] : []
}

/** What a row cannot be without. */
export function missingOf({ name, columns, department, minutes }: Draft) {
  return [
    ...(name.trim() === '' ? (['tool'] as const) : []),
    ...(columns.number ? [] : (['field.number'] as const)),
    ...(columns.start || (columns.date && columns.time) ? [] : (['field.start'] as const)),
    ...(columns.minutes || /^[1-9]\d{0,2}$/.test(minutes) ? [] : (['field.minutes'] as const)),
    ...(columns.department || department ? [] : (['field.department'] as const)),
    ...(columns.status ? [] : (['field.status'] as const)),
  ]
}

/** The tool keeps its origin when its mapping changes: rows that were imported stay the same rows. */
export function mappingOf(draft: Draft, before: Mapping | undefined): Mapping {
  const { columns, words, department, minutes, dates, name } = draft
  return {
    ...before,
    origin: before?.origin ?? originOf(name),
    columns: Object.fromEntries(fields.flatMap((field) => (columns[field] ? [[field, columns[field]]] : []))),
    departments: said(words.department),
    status: Object.fromEntries(
      Object.entries(words.status).flatMap(([word, means]) => {
        const status = statuses.find((each) => each === means)
        return status ? [[word, status]] : []
      }),
    ),
    locations: before?.locations ?? {},
    fixed: {
      ...(!columns.department && department && { department }),
      ...(!columns.minutes && minutes && { minutes: Number(minutes) }),
    },
    dates,
  }
}

/** Without what nobody said. */
function said(words: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(words).filter(([, value]) => value !== ''))
}

/** "Alter Kalender" as "alter-kalender". */
function originOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40)
  return plain.length < 2 ? `tool-${plain || 'x'}` : plain
}
