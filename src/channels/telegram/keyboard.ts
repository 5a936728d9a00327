import type { InlineKeyboardButton } from 'grammy/types'
import type { TFunction } from 'i18next'
import type { Choice, Outgoing } from '#message.ts'
import type { Language } from '#texts.ts'

export type Keyboard = InlineKeyboardButton[][]
type Question = NonNullable<Outgoing['question']>
type Wish = { language: Language; formUrl: (token: string) => string; month?: string }

/**
 * The buttons of a question, in rows that a phone shows without cutting: what carries the task forward first, the ways out
 * below. `month` ("YYYY-MM") is the page of the calendar; without it the first one that has a free day.
 */
export function keyboard(question: Question, { language, formUrl, month }: Wish): Keyboard {
  const forward = question.choices.filter(({ aside }) => !aside).slice(0, mostButtons)
  const asides = question.choices.filter(({ aside }) => aside)
  const { form } = question
  return [
    ...(form ? [[{ text: form.label, url: formUrl(form.token) }]] : []),
    ...(question.layout === 'calendar' ? calendar(forward, { language, month }) : grid(forward, question.layout)),
    ...rows(asides.map(button), { widest: 34, most: 3 }),
  ]
}

/**
 * What an appointment keeps as long as it is shown: its code to copy, what to bring, and its calendar file unless that is what it
 * came with.
 */
export function cardButtons({ appointment, calendar }: Outgoing, t: TFunction<'chat'>): Keyboard {
  if (!appointment) return []
  const { code, documentsUrl: url } = appointment
  const copy = { text: `📋 ${code}`, copy_text: { text: code } }
  const file = { text: `📅 ${t('telegram.calendar')}`, callback_data: `menu:calendar-${code}` }
  const documents = url === undefined ? [] : [{ text: `📄 ${t('card.documents-button')}`, url }]
  return rows([copy, ...(calendar ? [] : [file]), ...documents], { widest: 34, most: 2 })
}

/** Presses of these are answered by the channel alone: they turn a page and say nothing. */
export function readPage(value: string): { month: string | undefined } | undefined {
  if (value === emptyCell) return { month: undefined }
  const [, month] = /^page:(\d{4}-\d{2})$/.exec(value) ?? []
  return month === undefined ? undefined : { month }
}

/** Telegram's limit is 100; the ways out need some. */
const mostButtons = 84
const emptyCell = 'page:none'

function grid(choices: readonly Choice[], layout: Question['layout']): Keyboard {
  const buttons = choices.map(button)
  if (layout === 'times') return chunks(buttons, 3)
  return rows(buttons, layout === 'languages' ? { widest: 34, most: 2 } : { widest: 26, most: 2 })
}

function button({ value, label }: Choice): InlineKeyboardButton {
  return { text: value === 'menu:language' ? `🌐 ${label}` : label, callback_data: value }
}

/** Fills rows while their labels fit: letters of a phone's width are guessed. */
function rows(buttons: readonly InlineKeyboardButton[], { widest, most }: { widest: number; most: number }): Keyboard {
  const filled: Keyboard = []
  for (const each of buttons) {
    const row = filled.at(-1)
    const isFitting =
      row && row.length < most && [...row, each].every(({ text }) => text.length <= widest / (row.length + 1))
    if (isFitting) row.push(each)
    else filled.push([each])
  }
  return filled
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  )
}

/** A month from Monday to Sunday; a day without a free time is a dot. */
function calendar(
  choices: readonly Choice[],
  { language, month }: { language: Language; month: string | undefined },
): Keyboard {
  const days = new Map(choices.flatMap((choice) => (choice.day === undefined ? [] : [[choice.day, choice] as const])))
  const months = [...new Set([...days.keys()].map((day) => day.slice(0, 7)))].toSorted()
  const shown = month !== undefined && months.includes(month) ? month : months[0]
  if (shown === undefined) return rows(choices.map(button), { widest: 26, most: 2 })
  const here = months.indexOf(shown)
  const turn = (to: string | undefined, arrow: string): InlineKeyboardButton =>
    to === undefined ? empty() : { text: arrow, callback_data: `page:${to}` }
  return [
    ...(months.length > 1
      ? [
          [
            turn(months[here - 1], '‹'),
            { text: title(shown, language), callback_data: emptyCell },
            turn(months[here + 1], '›'),
          ],
        ]
      : [[{ text: title(shown, language), callback_data: emptyCell }]]),
    weekdays(language).map((text) => ({ text, callback_data: emptyCell })),
    ...weeks(shown).map((week) =>
      week.map((day) => {
        const free = day === undefined ? undefined : days.get(day)
        return free ? { text: String(Number(free.day?.slice(8))), callback_data: free.value } : empty()
      }),
    ),
  ]
}

function empty(): InlineKeyboardButton {
  return { text: '·', callback_data: emptyCell }
}

function weeks(month: string): (string | undefined)[][] {
  const first = new Date(`${month}-01T12:00:00Z`)
  const before = (first.getUTCDay() + 6) % 7
  const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  const cells = [
    ...Array.from({ length: before }, () => undefined),
    ...Array.from({ length }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`),
  ]
  const padded = [...cells, ...Array.from({ length: (7 - (cells.length % 7)) % 7 }, () => undefined)]
  return chunks(padded, 7)
}

function title(month: string, language: Language): string {
  return format(language, { month: 'long', year: 'numeric' }).format(new Date(`${month}-01T12:00:00Z`))
}

/** 2026-06-01 was a Monday. */
function weekdays(language: Language): string[] {
  const narrow = format(language, { weekday: 'short' })
  return Array.from({ length: 7 }, (_, index) => narrow.format(new Date(Date.UTC(2026, 5, 1 + index, 12))))
}

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(`${language}-u-nu-latn-ca-gregory`, { timeZone: 'UTC', ...options })
}
