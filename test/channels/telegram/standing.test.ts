import { expect, it } from 'vitest'
import { standing } from '#channels/telegram/standing.ts'
import type { LogEntry } from '#conversation/conversations.ts'
import type { Choice, Outgoing } from '#message.ts'
import { card } from '../attachments/card.ts'

const at = new Date('2026-11-20T08:00:00Z')
let sequence = 0

function asks(step: string, externalId: string, choices: Choice[] = [], rest: Partial<Outgoing> = {}): LogEntry {
  const question = { step, choices, layout: 'list' as const, input: 'any' as const }
  const message: Outgoing = { text: step, language: 'de', question, ...rest }
  return { sequence: sequence++, at, from: 'office', message, externalId }
}

function says(text: string, externalId: string, rest: Partial<Outgoing> = {}): LogEntry {
  return { sequence: sequence++, at, from: 'office', message: { text, language: 'de', ...rest }, externalId }
}

const presses = (externalId: string, value: string): LogEntry => ({
  sequence: sequence++,
  at,
  from: 'person',
  echo: { value, clientId: `press:${externalId}` },
})
const writes = (): LogEntry => ({ sequence: sequence++, at, from: 'person', echo: { clientId: 'said:77' } })

const book = { value: 'menu:book', label: 'Termin buchen' }
const asylum = { value: 'department:asylum', label: 'Asylrecht', discreet: 'Bereich' }
const neuss = { value: 'location:neuss', label: 'Kreishaus Neuss' }
const back = { value: 'menu:back', label: 'Zurück', aside: true }

it('has nothing to go on from before the first question', () => {
  expect(standing([], 'menu')).toEqual({ open: undefined, chosen: [] })
  expect(standing([writes()], 'menu').open).toBeUndefined()
})

it('lets the next message take the place of a question that was answered with its own button', () => {
  const { open } = standing([asks('menu', '5', [book]), presses('5', 'menu:book')], 'department')
  expect(open).toEqual({ messageId: 5, card: undefined, isLast: true })
})

it.each([
  ['something was written below it', [asks('menu', '5', [book]), writes()]],
  ['the button was another message’s', [asks('menu', '5', [book]), presses('3', 'menu:book')]],
  ['it was pressed, and written below', [asks('menu', '5', [book]), presses('5', 'menu:book'), writes()]],
  ['nobody has done anything', [asks('menu', '5', [book])]],
])('leaves the question where it is when %s', (_why, before) => {
  expect(standing(before, 'department').open).toMatchObject({ messageId: 5, isLast: false })
})

it('takes the place of the question that led to a page: there nothing is pressed', () => {
  const form = { token: 'abc', asks: 'applicant' as const, label: 'Angaben' }
  const asked = asks('name', '5')
  if (asked.from === 'office' && asked.message.question) asked.message.question.form = form
  expect(standing([asked], 'confirm').open).toMatchObject({ messageId: 5, isLast: true })
})

it('has nothing open any more where something was said after the question', () => {
  expect(standing([asks('menu', '5', [book]), says('Abgesagt.', '6')], 'menu')).toEqual({ open: undefined, chosen: [] })
})

it('knows the appointment that its message shows too', () => {
  const shown = says('Gebucht.', '5', { appointment: card })
  const { open } = standing([shown, asks('menu', '5', [book]), presses('5', 'menu:book')], 'department')
  expect(open?.card?.appointment?.code).toBe(card.code)
})

it('ticks what was chosen in this message, and names no matter', () => {
  const before = [
    asks('menu', '5', [book]),
    presses('5', 'menu:book'),
    asks('department', '5', [asylum, back]),
    presses('5', 'department:asylum'),
    asks('location', '5', [neuss, back]),
    presses('5', 'location:neuss'),
  ]
  expect(standing(before, 'day').chosen).toEqual(['✓ Termin buchen', '✓ Bereich', '✓ Kreishaus Neuss'])
  // Going back, or the menu, opens what was chosen.
  expect(standing(before, 'location').chosen).toEqual(['✓ Termin buchen', '✓ Bereich'])
  expect(standing(before, 'menu').chosen).toEqual([])
})

it('ticks neither ways out nor what an earlier message asked', () => {
  const before = [
    asks('menu', '4', [book]),
    presses('4', 'menu:book'),
    writes(),
    asks('department', '5', [asylum, back]),
    presses('5', 'menu:back'),
  ]
  expect(standing(before, 'service').chosen).toEqual([])
})
