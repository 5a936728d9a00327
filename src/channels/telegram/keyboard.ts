import type { InlineKeyboardButton } from 'grammy/types'
import type { TFunction } from 'i18next'
import type { Choice, Outgoing } from '#message.ts'
import type { Language } from '#texts.ts'
import { calendar, emptyCell } from './calendar.ts'
import { fit } from './fit.ts'

export type Keyboard = InlineKeyboardButton[][]
type Question = NonNullable<Outgoing['question']>
type Wish = { language: Language; formUrl: (token: string) => string; month?: string }

/**
 * The buttons of a question, in rows that a phone shows without cutting: what carries the task forward first, the ways out
 * below. `month` ("YYYY-MM") is the page of the calendar; without it the first one that has a free day.
 */
export function keyboard(question: Question, { language, formUrl, month }: Wish): Keyboard {
  const { forward, names } = fit(question)
  const asides = question.choices.filter(({ aside }) => aside)
  const { form } = question
  return [
    ...(form ? [[{ text: form.label, url: formUrl(form.token) }]] : []),
    ...((question.layout === 'calendar' ? calendar(forward, { language, month }) : undefined) ??
      // What is numbered stands one below the other, as in the text.
      (names === undefined ? grid(forward, question.layout) : chunks(forward.map(button), 1))),
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
