import { Language } from '#texts.ts'
import type { Audience, Texts } from './broadcast.ts'

export type TextFault =
  | { fault: 'missing-language'; languages: Language[] }
  | { fault: 'missing-placeholder'; languages: Language[] }
  | { fault: 'unknown-placeholder'; languages: Language[]; placeholder: string }
  | { fault: 'text-too-long'; languages: Language[] }

/** Characters: one message of every channel, with the free times and the question below it. */
const longest = 1500

/** What is wrong with the words, if anything: every language that may be among the audience has them, with the free times in them. */
export function judgeTexts(
  texts: Texts,
  { languages = [...Language.options] }: Pick<Audience, 'languages'>,
): TextFault | undefined {
  const missing = languages.filter((language) => texts[language] === undefined)
  if (missing.length > 0) return { fault: 'missing-language', languages: missing }
  const given = Language.options.filter((language) => texts[language] !== undefined)
  const without = given.filter((language) => !texts[language]?.includes('{slots}'))
  if (without.length > 0) return { fault: 'missing-placeholder', languages: without }
  for (const language of given) {
    const placeholder = [...(texts[language] ?? '').matchAll(/\{[^{}]*\}/g)]
      .map(([each]) => each)
      .find((each) => each !== '{slots}')
    if (placeholder !== undefined) return { fault: 'unknown-placeholder', languages: [language], placeholder }
  }
  const long = given.filter((language) => (texts[language]?.length ?? 0) > longest)
  return long.length > 0 ? { fault: 'text-too-long', languages: long } : undefined
}
