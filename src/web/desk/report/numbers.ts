import { language } from '../texts.ts'

const whole = new Intl.NumberFormat(language)
const share = new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 })
const one = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
const locale = language === 'en' ? 'en-GB' : language
const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
const month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })

export function count(number: number): string {
  return whole.format(number)
}

/** 0 to 1 as "13,6 %"; nothing known is a dash. */
export function percent(number: number | null): string {
  return number === null ? '–' : share.format(number)
}

export function decimal(number: number | null): string {
  return number === null ? '–' : one.format(number)
}

export function dayOf(iso: string): string {
  return day.format(new Date(iso))
}

export function monthOf(iso: string): string {
  return month.format(new Date(iso))
}

export function dayRange(from: string, to: string): string {
  return day.formatRange(new Date(from), new Date(to))
}
