import type { AnswerOf, RouteAt } from '../api.ts'
import { officeTime } from '../clock.ts'
import { language } from '../texts.ts'

export type Bookable = AnswerOf<RouteAt<'GET', '/bookable'>>
export type Known = AnswerOf<RouteAt<'GET', '/people/:id'>>['appointments'][number]
export type Found = AnswerOf<RouteAt<'POST', '/people/search'>>['people'][number]

const zone = { timeZone: 'Europe/Berlin' }
const dateAndTime = new Intl.DateTimeFormat(language, {
  ...zone,
  weekday: 'short',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})
const date = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone: 'UTC' })
const birthday = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' })
const sortable = new Intl.DateTimeFormat('sv-SE', { ...zone, dateStyle: 'short' })

/** "Di., 24.11.2026, 10:00" */
export const whenOf = (iso: string) => dateAndTime.format(new Date(iso))

/** A local day "YYYY-MM-DD" as "Dienstag, 24. November 2026". */
export const dayNamed = (day: string) => date.format(new Date(`${day}T12:00:00Z`))

/** A date of birth "YYYY-MM-DD" as "24.08.1991". */
export const bornOn = (day: string) => birthday.format(new Date(`${day}T12:00:00Z`))

/** In the language of the page; German where it is not translated. */
export const inWords = (name: Readonly<Record<string, string>> | undefined) => name?.[language] ?? name?.['de'] ?? ''

/** Of today or later, and nobody has called or recorded it yet. */
export function isToCome({
  state,
  attendance,
  presence,
  startsAt,
}: Omit<Found['appointments'][number], 'id'>): boolean {
  const isOpen = presence === 'expected' || presence === 'arrived'
  const isBooked = state === 'booked' && attendance === 'unrecorded' && isOpen
  return isBooked && sortable.format(new Date(startsAt)) >= sortable.format(officeTime())
}

/** What a visit is for and where, by their names. */
export function placeNamed(
  places: Bookable | undefined,
  { departmentId, serviceId, locationId }: Pick<Known, 'departmentId' | 'serviceId' | 'locationId'>,
): { department: string; service: string; location: string } {
  const department = places?.departments.find(({ id }) => id === departmentId)
  return {
    department: inWords(department?.name),
    service: inWords(department?.services.find(({ id }) => id === serviceId)?.name),
    location: inWords(department?.locations.find(({ id }) => id === locationId)?.name),
  }
}
