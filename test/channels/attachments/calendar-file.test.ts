import fc from 'fast-check'
import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import { calendarFile } from '#channels/attachments/calendar-file.ts'
import { card } from './card.ts'

const at = new Date('2026-11-22T09:00:00.123Z')

test('a calendar program reads the same instants, place and address of the map', () => {
  const { calendar, event } = read(calendarFile(card, { at }))
  expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH')
  expect(event.startDate.toJSDate()).toEqual(new Date(card.startsAt))
  expect(event.endDate.toJSDate()).toEqual(new Date(card.endsAt))
  expect(event.location).toBe(`${card.place}, ${card.street}`)
  expect(event.component.getFirstPropertyValue('url')).toBe(card.mapUrl)
  expect(String(event.component.getFirstPropertyValue('dtstamp'))).toBe('2026-11-22T09:00:00Z')
  expect(event.description.split('\n')).toEqual(
    expect.arrayContaining([card.when, card.whenGerman, ...card.documents, card.code]),
  )
})

test('a moved appointment replaces its earlier entry in the calendar', () => {
  const before = read(calendarFile(card, { at })).event
  const after = read(
    calendarFile(
      { ...card, moves: 1, startsAt: '2026-12-15T08:30:00.000Z', endsAt: '2026-12-15T09:00:00.000Z' },
      { at },
    ),
  ).event
  expect(after.uid).toBe(before.uid)
  expect([before.sequence, after.sequence]).toEqual([0, 1])
})

test('reminds a day before, in a duration that strict programs accept', () => {
  const file = calendarFile(card, { at })
  expect(file).toContain('TRIGGER:-PT24H\r\n')
  expect(file.replaceAll('\r\n\t', '')).toContain(
    String.raw`DESCRIPTION:Запис до управління\; Rhein-Kreis Neuss\, Termin`,
  )
  const alarm = read(file).event.component.getFirstSubcomponent('valarm')
  expect(alarm?.getFirstPropertyValue('action')).toBe('DISPLAY')
})

test('whatever a text contains, it stays inside its property', () => {
  const properties = names(calendarFile(card, { at }))
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.constantFrom(
      'a\r\nATTENDEE:mailto:x@y.z',
      '\u0085BEGIN:VEVENT',
      '\u2028END:VCALENDAR',
      '\ud800',
      ';,\\n\\',
      '‮txet',
    ),
  )
  fc.assert(
    fc.property(hostile, (hostility) => {
      const text = `Termin ${hostility}`
      const file = calendarFile(
        { ...card, title: text, service: text, place: text, street: text, when: text, documents: [text] },
        { at },
      )
      expect(names(file)).toEqual(properties)
      expect(file.replaceAll(/\r\n\t?/g, '')).not.toMatch(/\p{Cc}|\p{Cs}/u)
    }),
  )
})

function read(file: string) {
  const calendar = new ICAL.Component(ICAL.parse(file) as never)
  return { calendar, event: new ICAL.Event(calendar.getFirstSubcomponent('vevent')!) }
}

function names(file: string): string[] {
  const calendar = new ICAL.Component(ICAL.parse(file) as never)
  const all = (component: ICAL.Component): string[] => [
    component.name,
    ...component.getAllProperties().map(({ name }) => name),
    ...component.getAllSubcomponents().flatMap(all),
  ]
  return all(calendar)
}
