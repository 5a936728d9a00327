import { createEvent, type EventAttributes } from 'ics'
import type { AppointmentCard } from '#message.ts'

/**
 * An iCalendar file (RFC 5545) that every calendar program takes as the same entry after a move: the UID stays, SEQUENCE
 * counts the moves. Instants are written in UTC, so that no program has to know our time zone.
 * `at` is when the office said so (DTSTAMP).
 */
export function calendarFile(card: AppointmentCard, { at }: { at: Date }): string {
  const title = clean(card.title)
  const event: EventAttributes & { timestamp: number } = {
    uid: `${clean(card.code)}@terminlotse`,
    sequence: card.moves,
    timestamp: at.getTime(),
    start: Date.parse(card.startsAt),
    end: Date.parse(card.endsAt),
    startOutputType: 'utc',
    endOutputType: 'utc',
    title,
    description: clean(
      [
        card.service,
        card.when,
        card.whenGerman,
        ...card.documents,
        ...(card.documentsUrl === undefined ? [] : [card.documentsUrl]),
        card.code,
      ].join('\n'),
    ),
    location: clean(`${card.place}, ${card.street}`),
    url: card.mapUrl,
    status: 'CONFIRMED',
    busyStatus: 'BUSY',
    method: 'PUBLISH',
    productId: 'terminlotse',
    // Hours and no days: the library writes one day as "P1DT", which RFC 5545 does not allow. Nor does it escape here.
    alarms: [{ action: 'display', description: escape(title), trigger: { hours: 24, before: true } }],
  }
  const { value, error } = createEvent(event)
  if (value === null) throw new Error('The calendar file could not be written', { cause: error })
  return value
}

/** Control characters but line feeds would end or break a property. */
function clean(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(/[^\P{Cc}\n]/gu, '')
    .toWellFormed()
}

function escape(text: string): string {
  return text.replaceAll(/[\\;,]/g, String.raw`\$&`)
}
