import type { Language } from '#texts.ts'

/**
 * Days, times and lists as they are written in a language, always in the office's zone and with Latin digits: what people
 * read must match the clerk's screen.
 */
const zone = 'Europe/Berlin'
const latin = (language: Language) => `${language === 'en' ? 'en-GB' : language}-u-nu-latn-ca-gregory`

const formats = new Map<string, Intl.DateTimeFormat>()

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`
  const known = formats.get(key) ?? new Intl.DateTimeFormat(latin(language), { timeZone: zone, ...options })
  formats.set(key, known)
  return known
}

/** "Dienstag, 24. November 2026" */
export function writeDay(day: Date, language: Language): string {
  const written = format(language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(day)
  // "2026 р.", "2026 г.": the abbreviation of "year" never stands alone on the next line.
  return written.replace(/ (?=[рг]\.$)/u, '\u{a0}')
}

/** "Di., 24. Nov." */
export function writeShortDay(day: Date, language: Language): string {
  return format(language, { weekday: 'short', day: 'numeric', month: 'short' }).format(day)
}

/** "14. Dezember 1990" */
export function writeBirthday(day: Date, language: Language): string {
  return format(language, { day: 'numeric', month: 'long', year: 'numeric' }).format(day)
}

/** "08:20" in every language: the office's clocks have 24 hours. */
export function writeTime(instant: Date): string {
  return format('de', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(instant)
}

/** "Dienstag, 24. November 2026, 08:20"; the comma is the language's own. */
export function writeWhen(instant: Date, language: Language): string {
  return `${writeDay(instant, language)}${language === 'ar' ? '،' : ','} ${writeTime(instant)}`
}

export function writeList(items: readonly string[], language: Language): string {
  return new Intl.ListFormat(latin(language), { type: 'conjunction' }).format(items)
}

/** The local day of an instant, "YYYY-MM-DD". */
export function localDay(instant: Date): string {
  const parts = format('de', { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(instant)
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** Noon UTC of a local day: an instant that is on that day in the office's zone, for writing it. */
export function dayInstant(day: string): Date {
  return new Date(`${day}T12:00:00Z`)
}
