import type { AnswerOf, RouteAt } from '../api.ts'
import { language } from '../texts.ts'

export type Workplaces = AnswerOf<RouteAt<'GET', '/workplaces'>>

const clock = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: 'Europe/Berlin' })
const date = new Intl.DateTimeFormat(language, {
  weekday: 'short',
  day: '2-digit',
  month: '2-digit',
  timeZone: 'Europe/Berlin',
})
const languages = new Intl.DisplayNames([language], { type: 'language' })

export const timeOf = (iso: string) => clock.format(new Date(iso))
export const dayOf = (iso: string) => date.format(new Date(iso))
export const languageOf = (tag: string) => languages.of(tag) ?? tag

/** The code as people write it down: CDFH-2345. */
export const codeOf = (code: string) => `${code.slice(0, 4)}-${code.slice(4)}`

/** What a visit is for, and what the person should have with them. */
export function serviceOf(places: Workplaces | undefined, serviceId: string): { name: string; documents: string[] } {
  const service = places?.services.find(({ id }) => id === serviceId)
  return {
    name: service?.name[language] ?? service?.name['de'] ?? '',
    documents: service?.documents[language] ?? service?.documents['de'] ?? [],
  }
}
