import { createEvents, type EventAttributes } from 'ics'
import type { Booked } from '#appointments/calendar/appointments-from.ts'
import type { Office } from '#appointments/office.ts'
import type { DeskLanguage } from '#desk-texts.ts'

type Feed = { office: Office; locationId: string; appointments: readonly Booked[]; language: DeskLanguage }

/** An iCalendar file (RFC 5545) of what is booked at a location: service, time and code, never who comes. */
export function calendarFeed({ office, locationId, appointments, language }: Feed): string {
  const location = office.locations.find(({ id }) => id === locationId)
  const name = clean(location?.name[language] ?? location?.name.de ?? locationId)
  const services = new Map(office.departments.flatMap(({ services }) => services.map((each) => [each.id, each])))
  const events = appointments.map((appointment): EventAttributes & { timestamp: number } => {
    const { id, code, startsAt, endsAt, bookedAt, moves, serviceId } = appointment
    const service = services.get(serviceId)?.name
    return {
      uid: `${id}@terminlotse`,
      sequence: moves,
      timestamp: bookedAt.getTime(),
      start: startsAt.getTime(),
      end: endsAt.getTime(),
      startOutputType: 'utc',
      endOutputType: 'utc',
      title: clean(`${service?.[language] ?? service?.de ?? serviceId} (${code})`),
      location: name,
      status: 'CONFIRMED',
      busyStatus: 'BUSY',
      classification: 'PRIVATE',
    }
  })
  const { value, error } = createEvents(events, { calName: escape(name), productId: 'terminlotse', method: 'PUBLISH' })
  if (value == null) throw new Error('The calendar could not be written', { cause: error })
  return value
}

/** Control characters would end or break a property. */
function clean(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ').toWellFormed()
}

/** Which the library does for an event, and not for the calendar's name. */
function escape(text: string): string {
  return text.replaceAll(/[\\;,]/g, String.raw`\$&`)
}
