import { describe, expect, it } from 'vitest'
import { cardButtons, keyboard, readPage } from '#channels/telegram/keyboard.ts'
import type { Choice } from '#message.ts'
import { Language, loadTexts, nativeName } from '#texts.ts'
import { card } from '../attachments/card.ts'

const wish = { language: 'de' as const, formUrl: (token: string) => `https://termine.example.de/f/${token}` }
const t = loadTexts()('de')

type Question = Parameters<typeof keyboard>[0]

function question(choices: Choice[], rest: Partial<Question> = {}): Question {
  return { step: 'service', choices, layout: 'list', input: 'any', ...rest }
}

const labels = (rows: ReturnType<typeof keyboard>) => rows.map((row) => row.map(({ text }) => text))
const values = (rows: ReturnType<typeof keyboard>) =>
  rows.flat().flatMap((button) => ('callback_data' in button ? button.callback_data : []))

it('puts what carries the task forward first, and the ways out below', () => {
  const aside = { value: 'menu:back', label: 'Zurück', aside: true }
  const rows = keyboard(question([aside, { value: 'service:a', label: 'Karte abholen' }]), wish)
  expect(labels(rows)).toEqual([['Karte abholen'], ['Zurück']])
})

it('fills rows only while their labels fit a phone', () => {
  const choices = ['Ja', 'Nein', 'Aufenthaltstitel (Karte) abholen', 'Später'].map((label) => ({ value: label, label }))
  expect(labels(keyboard(question(choices), wish))).toEqual([
    ['Ja', 'Nein'],
    ['Aufenthaltstitel (Karte) abholen'],
    ['Später'],
  ])
})

it('shows languages two by two, and marks the way to them', () => {
  const choices = Language.options.map((each) => ({ value: `language:${each}`, label: nativeName(each) }))
  const rows = keyboard(question(choices, { layout: 'languages' }), wish)
  expect(rows.slice(0, 3).every(({ length }) => length === 2)).toBe(true)
  const way = [{ value: 'menu:language', label: 'Sprache ändern', aside: true }]
  expect(labels(keyboard(question(way), wish))).toEqual([['🌐 Sprache ändern']])
})

it('shows times in threes', () => {
  const choices = ['08:00', '08:20', '08:40', '09:00'].map((label) => ({ value: `time:${label}`, label }))
  expect(labels(keyboard(question(choices, { layout: 'times' }), wish))).toEqual([
    ['08:00', '08:20', '08:40'],
    ['09:00'],
  ])
})

it('stays below Telegram’s hundred buttons, with every way out', () => {
  const choices = Array.from({ length: 200 }, (_, number) => ({
    value: `service:${number}`,
    label: `Anliegen ${number}`,
  }))
  const asides = ['back', 'stop', 'help'].map((key) => ({ value: `menu:${key}`, label: key, aside: true }))
  const shown = values(keyboard(question([...choices, ...asides]), wish))
  expect(shown.length).toBeLessThanOrEqual(100)
  expect(shown).toEqual(expect.arrayContaining(['menu:back', 'menu:stop', 'menu:help']))
})

it('leads to the page before anything else', () => {
  const form = { token: 'abc', asks: 'applicant' as const, label: 'Angaben eintragen' }
  const rows = keyboard(question([{ value: 'page:form', label: 'Neue Seite', aside: true }], { form }), wish)
  expect(rows[0]).toEqual([{ text: 'Angaben eintragen', url: 'https://termine.example.de/f/abc' }])
})

describe('a calendar', () => {
  const day = (date: string): Choice => ({ value: `day:${date}`, label: date, day: date })
  const months = question(['2026-11-30', '2026-12-01', '2027-02-28'].map(day), { layout: 'calendar' })

  it('is a month from Monday to Sunday, in which a day without a free time is a dot', () => {
    const rows = keyboard(months, wish)
    expect(rows[0]?.map(({ text }) => text)).toEqual(['·', 'November 2026', '›'])
    expect(rows[1]?.map(({ text }) => text)).toEqual(['Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa', 'So'])
    expect(rows.slice(2).every(({ length }) => length === 7)).toBe(true)
    // 30 November 2026 is a Monday, the first of a sixth week.
    expect(rows).toHaveLength(2 + 6)
    expect(rows.at(-1)?.map(({ text }) => text)).toEqual(['30', '·', '·', '·', '·', '·', '·'])
  })

  it('turns only to months that have something free', () => {
    const arrows = (month?: string) => values([keyboard(months, { ...wish, ...(month && { month }) })[0] ?? []])
    expect(arrows()).toEqual(['page:none', 'page:none', 'page:2026-12'])
    expect(arrows('2026-12')).toEqual(['page:2026-11', 'page:none', 'page:2027-02'])
    expect(arrows('2027-02')).toEqual(['page:2026-12', 'page:none', 'page:none'])
    // A month that a forged button names, or that is full since, is the first one.
    expect(arrows('2031-01')).toEqual(arrows())
  })

  it.each(Language.options)('has Latin digits, in %s', (language) => {
    const rows = keyboard(months, { ...wish, language, month: '2026-12' })
    expect(rows[2]?.map(({ text }) => text)).toEqual(['·', '1', '·', '·', '·', '·', '·'])
    expect(rows[0]?.[1]?.text).toContain('2026')
  })

  it('says by its buttons what the channel answers alone', () => {
    expect(readPage('page:2026-12')).toEqual({ month: '2026-12' })
    expect(readPage('page:none')).toEqual({ month: undefined })
    for (const value of ['page:form', 'page:2026-12-01', 'day:2026-12-01', 'page:'])
      expect(readPage(value)).toBeUndefined()
  })
})

describe('an appointment', () => {
  const shown = { text: '', language: 'de' as const, appointment: card }
  const copy = { text: `📋 ${card.code}`, copy_text: { text: card.code } }
  const file = { text: `📅 ${t('telegram.calendar')}`, callback_data: `menu:calendar-${card.code}` }

  it('keeps its code and its calendar file', () => {
    expect(cardButtons(shown, t).flat()).toEqual([copy, file])
  })

  it('that came as its calendar file keeps its code alone', () => {
    expect(cardButtons({ ...shown, calendar: true }, t).flat()).toEqual([copy])
  })

  it('leads to what to bring, where that may not be said', () => {
    const url = 'https://termine.example.de/d/x'
    const buttons = cardButtons({ ...shown, appointment: { ...card, documentsUrl: url } }, t).flat()
    expect(buttons).toEqual([copy, file, { text: `📄 ${t('card.documents-button')}`, url }])
  })
})
