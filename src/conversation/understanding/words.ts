import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { Language } from '#texts.ts'

const phrases = z.array(z.string().trim().min(1))
const some = phrases.min(1)

/**
 * What a language's words.json holds. Month and weekday names come from Intl in `locales`; `months` and `weekdays`
 * (Monday first) hold the inflected, dialect and short forms it lacks.
 */
export const Words = z.strictObject({
  locales: some,
  selfNames: phrases,
  fillers: some,
  commands: z.strictObject({
    back: some,
    cancel: some,
    menu: some,
    language: some,
    help: some,
    privacy: some,
    appointments: some,
    here: some,
    book: some,
    move: some,
    erase: some,
    code: some,
    stop: some,
    quiet: some,
    notices: some,
    yes: some,
    no: some,
  }),
  numbers: z.array(some).length(10),
  dates: z.strictObject({
    yesterday: some,
    today: some,
    tomorrow: some,
    dayAfterTomorrow: some,
    weekFromToday: phrases,
    months: z.array(phrases).length(12),
    weekdays: z.array(phrases).length(7),
    day: some,
    week: some,
    month: some,
    twoDays: phrases,
    twoWeeks: phrases,
    ahead: some,
    this: some,
    coming: some,
    next: phrases,
    ofTheMonth: phrases,
    ordinals: phrases,
    endings: phrases,
    noise: some,
  }),
  times: z.strictObject({
    hours: z.array(phrases).length(12),
    noise: some,
    morning: some,
    afternoon: some,
    halfPast: phrases,
    halfTo: phrases,
  }),
  people: z.strictObject({ alone: some, noise: some }),
})
export type Words = z.infer<typeof Words>

let loaded: Map<Language, Words> | undefined

/** A language's words. The first call reads those of every language and throws if one is missing or incomplete. */
export function words(language: Language): Words {
  loaded ??= new Map(Language.options.map((each) => [each, load(each)]))
  const found = loaded.get(language)
  if (found === undefined) throw new Error(`no words for the language ${language}`)
  return found
}

function load(language: Language): Words {
  const file = new URL(`../../../locales/${language}/words.json`, import.meta.url)
  const parsed = Words.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (parsed.success) return parsed.data
  throw new Error(`locales/${language}/words.json is incomplete:\n${z.prettifyError(parsed.error)}`, {
    cause: parsed.error,
  })
}
