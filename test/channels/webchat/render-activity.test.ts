import { expect, test } from 'vitest'
import { renderActivity } from '#channels/webchat/render-activity.ts'
import type { Outgoing } from '#message.ts'
import { card } from '../attachments/card.ts'

const speaker = { conversationId: 'c', user: 'dl_u' }

test('what carries the task forward comes first among the buttons, the ways out after it', () => {
  const activity = render({
    text: 'Which day?',
    language: 'en',
    question: {
      step: 'day',
      layout: 'calendar',
      input: 'any',
      choices: [
        { value: 'menu:back', label: 'Back', aside: true },
        { value: 'day:2026-12-14', label: '14', spoken: 'Monday, 14 December', day: '2026-12-14' },
        { value: 'page:next', label: 'Later', aside: true },
        { value: 'day:2026-12-15', label: '15', day: '2026-12-15' },
      ],
    },
  })
  const values = ['day:2026-12-14', 'day:2026-12-15', 'menu:back', 'page:next']
  expect(activity.suggestedActions?.actions.map(({ value }) => value)).toEqual(values)
  expect(activity.suggestedActions?.actions[0]).toMatchObject({
    title: '14',
    text: 'day:2026-12-14',
    displayText: '14',
  })
  expect(activity.channelData).toMatchObject({
    step: 'day',
    layout: 'calendar',
    input: 'any',
    language: 'en',
    direction: 'ltr',
  })
  expect(activity.channelData.choices.map(({ value }: { value: string }) => value)).toEqual(values)
  expect(activity.channelData.choices[0]).toMatchObject({ day: '2026-12-14', spoken: 'Monday, 14 December' })
})

test('a booked appointment is handed out with a calendar file and a QR code, and named for machines', () => {
  const activity = render({ text: 'Booked', language: 'ar', appointment: card, booked: true })
  expect(activity.channelData).toEqual({
    language: 'ar',
    direction: 'rtl',
    card,
    appointment: { code: card.code, startsAt: card.startsAt },
  })
  const [calendar, image] = activity.attachments ?? []
  expect(calendar).toMatchObject({ contentType: 'text/calendar', name: `termin-${card.code}.ics` })
  expect(image?.contentUrl).toMatch(/^data:image\/png;base64,/)
  const file = Buffer.from(calendar!.contentUrl!.split(',')[1]!, 'base64').toString()
  expect(file).toContain('BEGIN:VCALENDAR')
})

test('an appointment that is only shown again is not announced as booked', () => {
  const activity = render({ text: 'Yours', language: 'de', appointment: card })
  expect(activity.channelData.card).toEqual(card)
  expect(activity.channelData).not.toHaveProperty('appointment')
})

test('a cancelled appointment is named for machines, without files', () => {
  const activity = render({ text: 'Cancelled', language: 'de', cancelled: { code: card.code } })
  expect(activity.channelData.cancelled).toEqual({ code: card.code })
  expect(activity).not.toHaveProperty('attachments')
})

test('nothing that is said is markup, and showing it twice gives the same', () => {
  const message: Outgoing = { text: '**no** <b>markup</b>', language: 'de', appointment: card, booked: true }
  expect(render(message)).toMatchObject({ textFormat: 'plain', text: '**no** <b>markup</b>' })
  expect(render(message)).toEqual(render(message))
})

function render(message: Outgoing) {
  return renderActivity({ sequence: 12, at: new Date('2026-11-22T09:00:00.123Z'), from: 'office', message }, speaker)
}
