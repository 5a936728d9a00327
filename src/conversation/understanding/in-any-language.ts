import { Language } from '#texts.ts'

/**
 * Reads in the person's own language first, then in all others: people answer in the language they think in.
 * Others count only when all that can read the text read the same.
 */
export function inAnyLanguage<Answer>(
  language: Language,
  read: (language: Language) => Answer | undefined,
): Answer | undefined {
  const own = read(language)
  if (own !== undefined) return own
  const others = Language.options.map(read).filter((answer) => answer !== undefined)
  const [first] = others
  const agreed = new Set(others.map((answer) => JSON.stringify(answer))).size === 1
  return agreed ? first : undefined
}
