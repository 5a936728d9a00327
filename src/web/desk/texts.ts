import { readEmbedded } from './embedded.ts'

type Tree = typeof import('../../../locales/de/desk.json')

/** Every text by its path, such as `staff.title`. A text with a number has `_one` and `_other`, and is asked for without them. */
export type TextKey = Paths<Tree>

type Paths<Part, Prefix extends string = ''> = {
  [Key in keyof Part & string]: Part[Key] extends string
    ? `${Prefix}${Key extends `${infer Stem}_${'one' | 'other'}` ? Stem : Key}`
    : Paths<Part[Key], `${Prefix}${Key}.`>
}[keyof Part & string]

type Facts = Readonly<Record<string, string | number>>

const { language, texts } = readEmbedded()
const plural = new Intl.PluralRules(language)

/** The language that the page is in. */
export { language }

/** What the page says. */
export function t(key: TextKey, facts: Facts = {}): string {
  return maybe(key, facts) ?? key
}

/** The same for keys that come from the server, such as the deeds of the audit log. */
export function maybe(key: string, facts: Facts = {}): string | undefined {
  const { count } = facts
  const text = (typeof count === 'number' ? find(`${key}_${plural.select(count)}`) : undefined) ?? find(key)
  return text?.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(facts[name] ?? ''))
}

/** The names under a path, such as the deeds of the audit log. */
export function keysOf(path: string): string[] {
  const found = at(path)
  return isObject(found) ? Object.keys(found) : []
}

function at(path: string): unknown {
  return path.split('.').reduce<unknown>((part, name) => (isObject(part) ? part[name] : undefined), texts)
}

function find(key: string): string | undefined {
  const found = at(key)
  return typeof found === 'string' ? found : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Berlin' })

/** An instant as the office's clock shows it. */
export function instant(iso: string): string {
  return when.format(new Date(iso))
}
