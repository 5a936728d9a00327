import { readFileSync } from 'node:fs'
import { createInstance, type TFunction } from 'i18next'
import { z } from 'zod'

/** Every language a person may choose, in the order they are offered. A new one is a folder in locales/ and its tag here. */
export const Language = z.enum(['uk', 'de', 'en', 'ru', 'tr', 'ar', 'fr'])
export type Language = z.infer<typeof Language>

export type Speak = (language: Language) => TFunction<'chat'>

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'chat'
    resources: { chat: typeof import('../locales/de/chat.json') }
  }
}

/** A language's own name for itself, as on its button: "Українська". */
export function nativeName(language: Language): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}

/** Which way a language is written. */
export function direction(language: Language): 'rtl' | 'ltr' {
  return language === 'ar' ? 'rtl' : 'ltr'
}

/** Reads every language at once; a missing or surplus text stops the start, with its name. */
export function loadTexts(): Speak {
  const texts = new Map(Language.options.map((language) => [language, readTexts(language)]))
  const faults = findFaults(texts)
  if (faults.length > 0) throw new Error(`locales/ is not complete:\n${faults.join('\n')}`)
  const i18n = createInstance()
  void i18n.init({
    initAsync: false,
    fallbackLng: false,
    defaultNS: 'chat',
    interpolation: { escapeValue: false },
    resources: Object.fromEntries([...texts].map(([language, chat]) => [language, { chat }])),
  })
  const spoken = new Map(Language.options.map((language) => [language, i18n.getFixedT(language, 'chat')]))
  return (language) => spoken.get(language) ?? i18n.getFixedT(language, 'chat')
}

type Tree = { [key: string]: string | Tree }
const Tree: z.ZodType<Tree> = z.record(z.string(), z.union([z.string().min(1), z.lazy(() => Tree)]))

function readTexts(language: Language): Tree {
  const file = new URL(`../locales/${language}/chat.json`, import.meta.url)
  return Tree.parse(JSON.parse(readFileSync(file, 'utf8')))
}

/** Compares every language with German: the same texts, the same placeholders, each plural form its grammar needs. */
function findFaults(texts: ReadonlyMap<Language, Tree>): string[] {
  const wanted = flatten(texts.get('de') ?? {})
  const plurals = new Set([...wanted.keys()].filter((key) => key.endsWith('_other')).map((key) => key.slice(0, -6)))
  const stem = (key: string) => {
    const cut = key.lastIndexOf('_')
    return cut > 0 && plurals.has(key.slice(0, cut)) ? key.slice(0, cut) : key
  }
  return [...texts].flatMap(([language, tree]) => {
    const given = flatten(tree)
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    const needed = new Set(
      [...wanted.keys()].flatMap((key) =>
        plurals.has(stem(key)) ? forms.map((form) => `${stem(key)}_${form}`) : [key],
      ),
    )
    const missing = [...needed].filter((key) => !given.has(key)).map((key) => `${language}: ${key} is missing`)
    const surplus = [...given.keys()]
      .filter((key) => !needed.has(key))
      .map((key) => `${language}: ${key} is not in German`)
    const differing = [...given].flatMap(([key, text]) => {
      const german = wanted.get(plurals.has(stem(key)) ? `${stem(key)}_other` : key) ?? text
      // A plural form may say the number as a word ("einen", "двома"): only its own count may be left out.
      const lacking = placeholders(german).filter(
        (name) => !placeholders(text).includes(name) && !(name === 'count' && plurals.has(stem(key))),
      )
      const strange = placeholders(text).filter((name) => !placeholders(german).includes(name))
      return [...lacking, ...strange].map((name) => `${language}: ${key} differs from German in {{${name}}}`)
    })
    return [...missing, ...surplus, ...differing]
  })
}

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flatten(value, `${prefix}${key}.`)],
    ),
  )
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '')
}
