import { describe, expect, it } from 'vitest'
import { rowWidth, wording } from '#channels/telegram/fit.ts'
import { cardButtons, keyboard, readPage } from '#channels/telegram/keyboard.ts'
import type { Choice } from '#message.ts'
import { Language, loadTexts, nativeName } from '#texts.ts'
import { readOfficeData } from '../../../prisma/seed/office-data.ts'
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

describe('a list whose names are too long for a phone', () => {
  const long = 'Aufenthaltstitel für Fachkräfte (Blaue Karte EU) beantragen'
  const asked = question([
    { value: 'service:card', label: 'Karte abholen' },
    { value: 'service:blue', label: long },
    { value: 'menu:back', label: 'Zurück', aside: true },
  ])

  it('is numbered, as it may be typed, and says in its text what the buttons can’t', () => {
    const rows = keyboard(asked, wish)
    expect(labels(rows)).toEqual([['1 · Karte abholen'], ['2 · Aufenthaltstitel für Fachkräfte…'], ['Zurück']])
    expect(values(rows)).toEqual(['service:card', 'service:blue', 'menu:back'])
    expect(wording({ text: 'Worum geht es?', language: 'de', question: asked })).toBe(
      `Worum geht es?\n\n1 · Karte abholen\n2 · ${long}`,
    )
  })

  it('cuts between words, and leaves no bracket or comma of what is not there', () => {
    const cut = (label: string) => keyboard(question([{ value: 'a', label }]), wish)[0]?.[0]?.text
    expect(cut('Aufenthaltserlaubnis zum Familiennachzug')).toBe('1 · Aufenthaltserlaubnis zum…')
    expect(cut('Aufenthaltserlaubnis zum (zu Ehegatten und Kindern)')).toBe('1 · Aufenthaltserlaubnis zum (zu…')
    expect(cut('Aufenthaltstitel verlängern, (Fachkräfte)')).toBe('1 · Aufenthaltstitel verlängern…')
  })

  it('cuts where there is no word to cut at, and no character', () => {
    const [row] = keyboard(question([{ value: 'a', label: '🪪'.repeat(30) }]), wish)
    expect(row?.[0]?.text.isWellFormed()).toBe(true)
    expect(row?.[0]?.text.length).toBeLessThanOrEqual(rowWidth)
  })

  it('says nothing more where all of them fit', () => {
    const short = question([{ value: 'a', label: 'Ja' }])
    expect(wording({ text: 'Sicher?', language: 'de', question: short })).toBe('Sicher?')
    expect(wording({ text: 'Sicher?', language: 'de' })).toBe('Sicher?')
  })
})

describe.each(Language.options)('on a phone, in %s', (language) => {
  const { departments, services, locations } = readOfficeData()
  const speaks = loadTexts()(language)
  const here = { ...wish, language }

  /** In a row of several each button has its part of the width. */
  const tooWide = (rows: ReturnType<typeof keyboard>) =>
    rows.flatMap((row) => row.filter(({ text }) => text.length > rowWidth / row.length).map(({ text }) => text))

  it('every list of the example office fits, and each of its names can be read in full', () => {
    const lists = [
      departments,
      locations,
      ...departments.map(({ id }) => services.filter((each) => each.department === id)),
    ]
    expect(lists.flat().length).toBeGreaterThanOrEqual(20)
    for (const list of lists) {
      const names = list.map(({ name }) => (name as Record<string, string>)[language] ?? '')
      const asked = question(names.map((label, index) => ({ value: `service:${index}`, label })))
      const rows = keyboard(asked, here)
      expect(tooWide(rows)).toEqual([])
      const readable = [wording({ text: '', language, question: asked }), ...labels(rows).flat()].join('\n')
      for (const name of names) expect(readable).toContain(name)
    }
  })

  it('every month of a year fits, with its name, its weekdays and the way to its neighbours', () => {
    const days = Array.from({ length: 365 }, (_, index) => {
      const date = new Date(Date.UTC(2026, 0, 1 + index, 12)).toISOString().slice(0, 10)
      return { value: `day:${date}`, label: date, day: date }
    })
    // A few at a time: a question holds no more than 84.
    for (let month = 0; month < 12; month++) {
      const some = days
        .filter(({ day }) => Math.abs(Number(day.slice(5, 7)) - 1 - month) <= 1)
        .filter((_, index) => index % 2)
      const asked = question(some, { layout: 'calendar' })
      const rows = keyboard(asked, { ...here, month: `2026-${String(month + 1).padStart(2, '0')}` })
      expect(tooWide(rows)).toEqual([])
    }
    const lonely = question(
      ['2026-09-30', '2026-10-01', '2026-11-02'].map((day) => ({ value: `day:${day}`, label: day, day })),
      {
        layout: 'calendar',
      },
    )
    expect(tooWide(keyboard(lonely, here))).toEqual([])
  })

  it('what an appointment keeps fits', () => {
    const shown = { text: '', language, appointment: { ...card, documentsUrl: 'https://termine.example.de/d/x' } }
    expect(tooWide(cardButtons(shown, speaks))).toEqual([])
  })
})

describe('a calendar', () => {
  const day = (date: string): Choice => ({ value: `day:${date}`, label: date, day: date })
  const asks = (...days: string[]) => question(days.map(day), { layout: 'calendar' })
  const wanted = ['2026-11-02', '2026-11-03', '2026-11-10', '2026-11-11', '2026-11-17']
  const months = asks(...wanted, '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-07', '2027-02-26')

  it('is a month from Monday to Sunday, in which a day without a free time is a dot', () => {
    expect(labels(keyboard(months, wish))).toEqual([
      ['November 2026'],
      ['Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa', 'So'],
      ['2', '3', '·', '·', '·', '·', '·'],
      ['·', '10', '11', '·', '·', '·', '·'],
      ['·', '17', '·', '·', '·', '·', '·'],
      ['Dezember ›'],
    ])
  })

  it('leaves out weeks at its beginning and its end that have nothing free, and none between', () => {
    const rows = labels(keyboard(asks('2026-11-11', '2026-11-12', '2026-11-13', '2026-11-26', '2026-11-27'), wish))
    expect(rows.slice(2).map(([first, , third]) => `${first} ${third}`)).toEqual(['· 11', '· ·', '· ·'])
    expect(rows.at(-1)).toEqual(['·', '·', '·', '26', '27', '·', '·'])
  })

  it('goes on into the next month where it has only few free days', () => {
    const rows = labels(keyboard(asks('2026-11-30', '2026-12-01', '2026-12-13', '2026-12-14', '2026-12-15'), wish))
    expect(rows).toEqual([
      ['November–Dezember 2026'],
      ['Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa', 'So'],
      ['30', '1', '·', '·', '·', '·', '·'],
      ['·', '·', '·', '·', '·', '·', '13'],
      ['Dezember ›'],
    ])
    const sunday = labels(keyboard(asks('2026-11-29', '2026-12-01', '2026-12-12', '2026-12-13'), wish))
    expect(sunday.slice(2, -1).map((row) => row.filter((cell) => cell !== '·'))).toEqual([['29'], ['1'], ['12']])
  })

  it('is over where nothing follows within two weeks', () => {
    const rows = labels(keyboard(asks('2026-11-30', '2027-02-28'), wish))
    expect(rows).toEqual([
      ['November 2026'],
      ['Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa', 'So'],
      ['30', '·', '·', '·', '·', '·', '·'],
      ['Februar ›'],
    ])
  })

  it('turns only to months that have something free', () => {
    const pages = (month?: string) =>
      values(keyboard(months, { ...wish, ...(month && { month }) })).filter((value) => readPage(value)?.month)
    expect(pages()).toEqual(['page:2026-12'])
    expect(pages('2026-12')).toEqual(['page:2026-11', 'page:2027-02'])
    expect(pages('2027-02')).toEqual(['page:2026-12'])
    // A month that a forged button names, or that is full since, is the first one.
    expect(pages('2031-01')).toEqual(pages())
  })

  it.each(Language.options)('has Latin digits, in %s', (language) => {
    const rows = keyboard(months, { ...wish, language, month: '2026-12' })
    expect(rows[2]?.map(({ text }) => text)).toEqual(['·', '1', '2', '3', '4', '·', '·'])
    expect(rows[0]?.[0]?.text).toContain('2026')
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
