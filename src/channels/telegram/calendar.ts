import type { InlineKeyboardButton } from 'grammy/types'
import type { Choice } from '#message.ts'
import type { Language } from '#texts.ts'

/** Presses of it say nothing. */
export const emptyCell = 'page:none'

/** A month with fewer free days than this goes on into the next one. */
const few = 5
/** Days that are shown of it then, from the first free one. */
const twoWeeks = 14

/**
 * The weeks of a month that have a free day, from Monday to Sunday; a day without one is a dot. `month` ("YYYY-MM") is the page,
 * without it the first one that has a free day. Nothing where no choice is a day.
 */
export function calendar(
  choices: readonly Choice[],
  { language, month }: { language: Language; month: string | undefined },
): InlineKeyboardButton[][] | undefined {
  const days = new Map(choices.flatMap((choice) => (choice.day === undefined ? [] : [[choice.day, choice] as const])))
  const months = [...new Set([...days.keys()].map((day) => day.slice(0, 7)))].toSorted()
  const shown = month !== undefined && months.includes(month) ? month : months[0]
  if (shown === undefined) return undefined
  const here = months.indexOf(shown)
  const page = pageOf([...days.keys()].toSorted(), shown)
  const [before, after] = [months[here - 1], months[here + 1]]
  const pager = [
    ...(before === undefined ? [] : [{ text: `‹ ${monthName(before, language)}`, callback_data: `page:${before}` }]),
    ...(after === undefined ? [] : [{ text: `${monthName(after, language)} ›`, callback_data: `page:${after}` }]),
  ]
  return [
    [{ text: title(shown, page.at(-1) ?? shown, language), callback_data: emptyCell }],
    weekdays(language).map((text) => ({ text, callback_data: emptyCell })),
    ...weeks(page).map((week) =>
      week.map((day) => {
        const free = page.includes(day) ? days.get(day) : undefined
        return free
          ? { text: String(Number(day.slice(8))), callback_data: free.value }
          : { text: '·', callback_data: emptyCell }
      }),
    ),
    ...(pager.length > 0 ? [pager] : []),
  ]
}

/** The free days of a page: those of the month, and where they are few what follows within two weeks. */
function pageOf(days: readonly string[], month: string): string[] {
  const own = days.filter((day) => day.startsWith(month))
  const [first = month] = own
  if (own.length >= few) return own
  const until = later(first, twoWeeks - 1)
  return days.filter((day) => own.includes(day) || (day > first && day <= until))
}

/** Whole weeks, from that of the first of these days to that of the last. */
function weeks(days: readonly string[]): string[][] {
  const [first = '', last = ''] = [days[0], days.at(-1)]
  const monday = later(first, -((noon(first).getUTCDay() + 6) % 7))
  const rows: string[][] = []
  for (let start = monday; start <= last; start = later(start, 7))
    rows.push(Array.from({ length: 7 }, (_, index) => later(start, index)))
  return rows
}

function noon(day: string): Date {
  return new Date(`${day}T12:00:00Z`)
}

function later(day: string, days: number): string {
  return new Date(noon(day).getTime() + days * 86_400_000).toISOString().slice(0, 10)
}

function title(month: string, lastDay: string, language: Language): string {
  const format = formatOf(language, { month: 'long', year: 'numeric' })
  return format.formatRange(noon(`${month}-01`), noon(`${lastDay.slice(0, 7)}-01`))
}

function monthName(month: string, language: Language): string {
  return formatOf(language, { month: 'long' }).format(noon(`${month}-01`))
}

/** 2026-06-01 was a Monday. Where a language has no short names, as Arabic, a seventh of a row holds their first letters only. */
function weekdays(language: Language): string[] {
  const names = (weekday: 'short' | 'narrow') =>
    Array.from({ length: 7 }, (_, index) => formatOf(language, { weekday }).format(noon(later('2026-06-01', index))))
  const short = names('short')
  return short.every(({ length }) => length <= 4) ? short : names('narrow')
}

/** Making one takes a hundred times longer than using it. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`
  const known = formats.get(key)
  if (known) return known
  const format = new Intl.DateTimeFormat(`${language}-u-nu-latn-ca-gregory`, { timeZone: 'UTC', ...options })
  formats.set(key, format)
  return format
}
