import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** The languages that the office works in. */
export const DeskLanguage = z.enum(['de', 'en'])
export type DeskLanguage = z.infer<typeof DeskLanguage>

/** The sentence of a key such as `error.forbidden`; undefined where there is none. */
export type DeskTexts = (language: DeskLanguage, key: string, facts?: Facts) => string | undefined

type Facts = Readonly<Record<string, string | number>>

export type Tree = { [key: string]: string | Tree }
const Tree: z.ZodType<Tree> = z.record(z.string(), z.union([z.string().min(1), z.lazy(() => Tree)]))

/** Reads locales/<language>/desk.json. A text that one language has and the other lacks stops the start, with its name. */
export function loadDeskTexts(): DeskTexts {
  const texts = new Map(DeskLanguage.options.map((language) => [language, flatten(readDeskTexts(language))]))
  const all = new Set([...texts.values()].flatMap((each) => [...each.keys()]))
  const missing = [...texts].flatMap(([language, each]) =>
    [...all].filter((key) => !each.has(key)).map((key) => `${language}: ${key} is missing`),
  )
  if (missing.length > 0) throw new Error(`locales/*/desk.json are not complete:\n${missing.join('\n')}`)
  return (language, key, facts = {}) => {
    const text = texts.get(language)?.get(key)
    return text?.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(facts[name] ?? ''))
  }
}

export function readDeskTexts(language: DeskLanguage): Tree {
  const file = new URL(`../locales/${language}/desk.json`, import.meta.url)
  return Tree.parse(JSON.parse(readFileSync(file, 'utf8')))
}

/** The first of our languages that an Accept-Language header names, German otherwise. */
export function deskLanguage(header: string | undefined): DeskLanguage {
  const tags = (header ?? '').split(',').map((range) => range.trim().slice(0, 2).toLowerCase())
  return tags.flatMap((tag) => DeskLanguage.safeParse(tag).data ?? [])[0] ?? 'de'
}

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flatten(value, `${prefix}${key}.`)],
    ),
  )
}
