import type { Office } from '#appointments/office.ts'
import { thingChooser } from './choose-thing.ts'
import { cellText, fold } from './fold.ts'
import { Field, type Mapping, type Status } from './mapping.ts'
import type { Row } from './read-records.ts'
import { type ReadTime, timeReader } from './read-time.ts'
import type { Places } from './recognise.ts'

/** A row as `imported_visit` keeps it; instants as ISO 8601 in UTC. */
export type Visit = {
  number: string
  department_id: string
  location_id: string | null
  service: string | null
  booked_via: string | null
  language: string | null
  starts_at: string
  booked_at: string | null
  minutes: number
  state: 'booked' | 'moved' | 'cancelled_by_applicant' | 'cancelled_by_office'
  attendance: 'unrecorded' | 'attended' | 'no_show'
}

/** Why a row is not read: its sentence is `import.reason.<reason>` in locales/<de|en>/desk.json. */
export type Fault = { field: Field | undefined; reason: string; facts: Readonly<Record<string, string | number>> }

type Reading = {
  mapping: Mapping
  places: Places
  header: readonly string[]
  office: Pick<Office, 'departments' | 'locations'>
  now: Date
}

/** Reads one row after the other; the first fault of a row is its reason. `unknownLocations`: words that stand for none here. */
export function visitReader({ mapping, places, header, office, now }: Reading) {
  const readTime = timeReader(mapping.dates)
  const departmentOf = thingChooser(office.departments, mapping.departments)
  const locationOf = thingChooser(office.locations, mapping.locations)
  const statuses = new Map(Object.entries(mapping.status).map(([word, status]) => [fold(word), status]))
  const fields = entriesOf(places)
  const today = `${now.toISOString().slice(0, 19)}Z`
  const unknownLocations = new Set<string>()

  return { read, unknownLocations }

  function read({ cells, isBroken }: Row): { visit: Visit } | { fault: Fault } {
    let fault: Fault | undefined
    const blame = (field: Field | undefined, reason: string, facts: Fault['facts'] = {}): undefined => {
      fault ??= { field, reason, facts }
    }
    if (isBroken) blame(undefined, 'quotes')
    else if (cells.length !== header.length) blame(undefined, 'cells', { found: cells.length, expected: header.length })
    else for (const [field, index] of fields) blameCell(field, cells[index] ?? '', blame)
    if (fault) return { fault }

    const text = (field: Field) => cellText(cells[places[field] ?? -1] ?? '')
    const visit = {
      number: text('number'),
      starts_at: startOf(text, blame),
      minutes: minutesOf(text('minutes'), blame),
      department_id: departmentId(text('department'), blame),
      location_id: locationId(text('location')),
      service: text('service') || null,
      booked_at: text('bookedAt') === '' ? null : instantOf(text('bookedAt'), () => 'bookedAt', blame),
      booked_via: text('bookedVia') || null,
      language: text('language') || null,
    }
    const status = statuses.get(fold(text('status')))
    if (status === undefined) blame('status', 'status', { value: text('status') })
    const isRecorded = status === 'attended' || status === 'no_show'
    if (isRecorded && visit.starts_at > today) blame('status', 'not-yet', { value: text('status') })
    if (fault || status === undefined) return { fault: fault ?? { field: 'status', reason: 'status', facts: {} } }
    return { visit: { ...visit, ...standingOf(status) } }
  }

  function startOf(text: (field: Field) => string, blame: Blame): string {
    if (places.start !== undefined) return instantOf(text('start'), () => 'start', blame)
    return instantOf(`${text('date')} ${text('time')}`, (isDay) => (isDay ? 'date' : 'time'), blame)
  }

  function instantOf(value: string, fieldOf: (isDay: boolean) => Field, blame: Blame): string {
    const read: ReadTime = readTime(value)
    if ('instant' in read) return read.instant
    blame(fieldOf(dayFaults.has(read.fault)), read.fault, { value })
    return ''
  }

  function minutesOf(value: string, blame: Blame): number {
    if (places.minutes === undefined) return mapping.fixed.minutes ?? 0
    const minutes = /^\d{1,4}$/.test(value) ? Number(value) : 0
    if (minutes < 1 || minutes > 1440) blame('minutes', value.startsWith('-') ? 'negative' : 'minutes', { value })
    return minutes
  }

  function departmentId(word: string, blame: Blame): string {
    const value = places.department === undefined ? (mapping.fixed.department ?? '') : word
    const chosen = departmentOf(value) ?? fixed(value)
    if (chosen !== undefined && 'id' in chosen) return chosen.id
    if (chosen) blame('department', 'departments', { value, either: chosen.either.join(', ') })
    else blame('department', 'department', { value })
    return ''
  }

  /** Before there is an office no department has a name. */
  function fixed(id: string): { id: string } | undefined {
    return places.department === undefined && office.departments.length === 0 ? { id } : undefined
  }

  function locationId(word: string): string | null {
    if (word === '') return null
    const chosen = locationOf(word)
    if (chosen !== undefined && 'id' in chosen) return chosen.id
    if (unknownLocations.size < 20) unknownLocations.add(word)
    return null
  }
}

type Blame = (field: Field | undefined, reason: string, facts?: Fault['facts']) => undefined

const needed: ReadonlySet<Field> = new Set(['number', 'start', 'date', 'time', 'minutes', 'department', 'status'])
const dayFaults: ReadonlySet<string> = new Set(['date-format', 'no-such-day', 'far-away'])

/** What no cell may be, whatever it is for. A sign before a number is a number. */
function blameCell(field: Field, cell: string, blame: Blame): void {
  const text = cellText(cell)
  const isFormula = /^[=@\t\r]/.test(text) || (/^[+-]/.test(text) && !/^[+-][\d\s.,:-]*$/.test(text))
  if (text === '') {
    if (needed.has(field)) blame(field, 'empty')
  } else if (isFormula) blame(field, 'formula', { value: text.slice(0, 40) })
  else if (/[\uFFFD\0]/.test(text)) blame(field, 'unreadable', { value: text.slice(0, 40) })
  else if (text.length > 200) blame(field, 'too-long')
}

function standingOf(status: Status): Pick<Visit, 'state' | 'attendance'> {
  switch (status) {
    case 'attended':
    case 'no_show':
    case 'unrecorded':
      return { state: 'booked', attendance: status }
    case 'cancelled_by_applicant':
    case 'cancelled_by_office':
    case 'moved':
      return { state: status, attendance: 'unrecorded' }
  }
}

function entriesOf(places: Places): [Field, number][] {
  return Field.options.flatMap((field) => {
    const index = places[field]
    return index === undefined ? [] : [[field, index] satisfies [Field, number]]
  })
}
