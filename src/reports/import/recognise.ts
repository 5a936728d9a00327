import Papa from 'papaparse'
import { cellText, fold } from './fold.ts'
import { Field, type Mapping, Separator } from './mapping.ts'

/** Where in a row each column is that is read. */
export type Places = Partial<Record<Field, number>>

export type Recognised = {
  name: string
  mapping: Mapping
  separator: Separator
  header: string[]
  places: Places
  /** Columns that nobody reads. */
  unread: string[]
}

/** `nearest` is the tool of which most columns are there, `missing` those that are not. */
export type Unknown = { separator: Separator; header: string[]; nearest: string; missing: string[] }
export type Recognition =
  | ({ outcome: 'recognised' } & Recognised)
  | ({ outcome: 'unknown' } & Unknown)
  | { outcome: 'twice'; column: string }
  | { outcome: 'several'; names: string[] }

/** Which of the mappings a header belongs to: the one whose columns are all there, and of several the one that reads most. */
export function recognise(first: readonly string[], mappings: Readonly<Record<string, Mapping>>): Recognition {
  const tries = Object.entries(mappings).flatMap(([name, mapping]) =>
    separatorsOf(first, mapping).map((separator) => attempt({ name, mapping, separator, first })),
  )
  const most = Math.max(0, ...tries.map(({ found, missing }) => (missing.length === 0 ? found : 0)))
  const best = tries.filter(({ found, missing }) => missing.length === 0 && found === most)
  const [only] = best
  if (only === undefined) return unknown(first, tries)
  if (best.some(({ name }) => name !== only.name)) return { outcome: 'several', names: best.map(({ name }) => name) }
  const { name, mapping, separator, header, places } = only
  const read = new Set(Object.values(places))
  const column = header.find(
    (title, index) =>
      read.has(index) && header.map(fold).indexOf(fold(title)) !== header.map(fold).lastIndexOf(fold(title)),
  )
  if (column !== undefined) return { outcome: 'twice', column }
  const unread = header.filter((title, index) => title !== '' && !read.has(index))
  return { outcome: 'recognised', name, mapping, separator, header, places, unread }
}

type Try = ReturnType<typeof attempt>

function attempt({
  name,
  mapping,
  separator,
  first,
}: {
  name: string
  mapping: Mapping
  separator: Separator
  first: readonly string[]
}) {
  const header = headerOf(first, separator)
  const titles = header.map(fold)
  const wanted = Field.options.flatMap((field) => {
    const column = mapping.columns[field]
    return column === undefined ? [] : [{ field, column, index: titles.indexOf(fold(column)) }]
  })
  return {
    name,
    mapping,
    separator,
    header,
    places: Object.fromEntries(wanted.filter(({ index }) => index >= 0).map(({ field, index }) => [field, index])),
    missing: wanted.filter(({ index }) => index < 0).map(({ column }) => column),
    found: wanted.filter(({ index }) => index >= 0).length,
  }
}

/** The one that was named, or whichever makes the header fit; the parser's own guess first. */
function separatorsOf(first: readonly string[], { separator }: Mapping): Separator[] {
  if (separator !== undefined) return [separator]
  const guessed = guess(first)
  return [guessed, ...Separator.options.filter((each) => each !== guessed)]
}

function guess(first: readonly string[]): Separator {
  const { meta } = Papa.parse(first.slice(0, 10).join('\n'), { newline: '\n', delimitersToGuess: Separator.options })
  return Separator.safeParse(meta.delimiter).data ?? ';'
}

function headerOf([title = '']: readonly string[], delimiter: string): string[] {
  const [cells = []] = Papa.parse<string[]>(title, { delimiter, newline: '\n' }).data
  return cells.map(cellText)
}

function unknown(first: readonly string[], tries: readonly Try[]): Recognition {
  const separator = guess(first)
  const nearest = tries.toSorted((one, other) => other.found - one.found)[0]
  const header = headerOf(first, separator)
  const { name = '', missing = [] } = nearest ?? {}
  return { outcome: 'unknown', separator, header, nearest: name, missing }
}
