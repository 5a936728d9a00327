import { readFileSync } from 'node:fs'
import { Language } from '#texts.ts'

/** What a message must not be, whoever reads it. */
export type Fault = 'another language' | 'a raw key' | 'a leak of the program'

type Tree = { [key: string]: string | Tree }

/** Judges what the office says by the texts that it has. */
export function messageJudge() {
  const texts = new Map(Language.options.map((language) => [language, flatten(readTexts(language))]))
  const keys = new Set([...texts.values()].flatMap((each) => [...each.keys()].map((key) => key.replace(/_.*/, ''))))
  const phrases = new Map([...texts].map(([language, each]) => [language, phrasesOf([...each.values()])]))
  const nameLines = [...texts.values()].map((each) => `${each.get('label.name')}: `)

  return (message: { text: string; language: string | undefined }, wanted: Language): Fault | undefined => {
    const text = message.text
      .split('\n')
      .filter((line) => !nameLines.some((label) => line.startsWith(label)))
      .join('\n')
    if ((text.match(/\b[a-zA-Z]+(\.[a-zA-Z-]+)+\b/g) ?? []).some((word) => keys.has(word))) return 'a raw key'
    if (/\{\{|\}\}|\$t\(|\bundefined\b|\bNaN\b|\[object |Invalid Date|\bError\b/.test(text))
      return 'a leak of the program'
    const speaks = phrases.get(wanted)?.some((phrase) => text.includes(phrase)) ?? false
    return message.language === wanted && speaks ? undefined : 'another language'
  }
}

/** What is left of each text when its placeholders are taken out: enough to know the language by. */
function phrasesOf(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.split(/\{\{\w+\}\}/)).filter((phrase) => phrase.trim().length > 5)
}

function readTexts(language: Language): Tree {
  return JSON.parse(readFileSync(new URL(`../../locales/${language}/chat.json`, import.meta.url), 'utf8')) as Tree
}

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flatten(value, `${prefix}${key}.`)],
    ),
  )
}
