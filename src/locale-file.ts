import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { Language } from '#texts.ts'

/** `locales/<language>/<name>.json` of every language, checked: one that lacks a text stops whoever needs it. */
export function readLocaleFiles<Texts>(name: string, Texts: z.ZodType<Texts>): (language: Language) => Texts {
  const all = new Map(Language.options.map((language) => [language, readOne(language, name, Texts)]))
  return (language) => all.get(language) ?? readOne(language, name, Texts)
}

function readOne<Texts>(language: Language, name: string, Texts: z.ZodType<Texts>): Texts {
  const file = new URL(`../locales/${language}/${name}.json`, import.meta.url)
  const read = Texts.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!read.success) throw new Error(`locales/${language}/${name}.json: ${z.prettifyError(read.error)}`)
  return read.data
}
