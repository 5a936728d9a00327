import { z } from 'zod'
import { Language } from '#texts.ts'
import closures from './closures.json' with { type: 'json' }
import departments from './departments.json' with { type: 'json' }
import documents from './documents.json' with { type: 'json' }
import hours from './hours.json' with { type: 'json' }
import locations from './locations.json' with { type: 'json' }
import services from './services.json' with { type: 'json' }

/** In every language: the demo office is what translations are judged by. */
const Text = z.record(Language, z.string().trim().min(1))
const Id = z.string().regex(/^[a-z][a-z0-9-]*$/)
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

const Department = z.strictObject({ id: Id, name: Text })

const Location = z.strictObject({
  id: Id,
  name: Text,
  address: z.string().regex(/^.+ \d+\w?, \d{5} .+$/, 'write "Straße 1, 41460 Neuss"'),
  latitude: z.number().min(47).max(56),
  longitude: z.number().min(5).max(16),
})

const Service = z.strictObject({
  id: Id,
  department: Id,
  units: z.int().min(1).max(4),
  name: Text,
  documents: z.array(Id).min(1),
})

const Hours = z.strictObject({
  department: Id,
  location: Id,
  weekdays: z.array(z.int().min(1).max(7)).min(1),
  opens: Time,
  closes: Time,
  slotMinutes: z.int().min(5).max(480),
  capacity: z.int().min(1),
})

const Closures = z.strictObject({
  department: Id.optional(),
  location: Id.optional(),
  days: z.array(z.tuple([z.iso.date(), z.iso.date()])).min(1),
  reason: Text,
})

/** The demo office as it stands in the files beside this one. */
export const OfficeData = z
  .strictObject({
    departments: z.array(Department).min(1),
    locations: z.array(Location).min(1),
    services: z.array(Service).min(1),
    documents: z.record(Id, Text),
    hours: z.array(Hours).min(1),
    closures: z.array(Closures),
  })
  .superRefine((office, context) => {
    for (const problem of problemsOf(office)) context.addIssue({ code: 'custom', message: problem })
  })
export type OfficeData = z.infer<typeof OfficeData>

export function readOfficeData(): OfficeData {
  return OfficeData.parse({ departments, locations, services, documents, hours, closures })
}

type Unchecked = Pick<OfficeData, 'departments' | 'locations' | 'services' | 'documents' | 'hours' | 'closures'>

function problemsOf({ departments, locations, services, documents, hours, closures }: Unchecked): string[] {
  const isDepartment = knows(departments)
  const isLocation = knows(locations)
  const used = new Set(services.flatMap((service) => service.documents))
  return [
    ...repeated([...departments, ...locations, ...services].map(({ id }) => id)).map((id) => `"${id}" is there twice`),
    ...[...services, ...hours, ...closures]
      .filter(({ department }) => !isDepartment(department))
      .map(({ department }) => `There is no department "${department}"`),
    ...[...hours, ...closures]
      .filter(({ location }) => !isLocation(location))
      .map(({ location }) => `There is no location "${location}"`),
    ...[...used].filter((id) => !Object.hasOwn(documents, id)).map((id) => `There is no document "${id}"`),
    ...Object.keys(documents)
      .filter((id) => !used.has(id))
      .map((id) => `No service asks for the document "${id}"`),
    ...services
      .filter((service) => !hours.some((open) => fits(service, open)))
      .map(({ id }) => `The service "${id}" fits into no opening hours`),
    ...hours
      .filter(({ opens, closes }) => opens >= closes)
      .map(({ opens }) => `Hours end before they open at ${opens}`),
    ...closures
      .flatMap(({ days }) => days)
      .filter(([first, last]) => first > last)
      .map(([first]) => `A closure ends before ${first}`),
  ]
}

function knows(known: { id: string }[]): (id: string | undefined) => boolean {
  const ids = new Set(known.map(({ id }) => id))
  return (id) => id === undefined || ids.has(id)
}

function repeated(ids: string[]): string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index)
}

function fits(service: z.infer<typeof Service>, open: z.infer<typeof Hours>): boolean {
  const minutes = minutesOf(open.closes) - minutesOf(open.opens)
  return open.department === service.department && service.units * open.slotMinutes <= minutes
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
