import { Language } from '#texts.ts'
import { phrase } from './phrase.ts'
import { plain } from './plain.ts'
import { spellings } from './spellings.ts'
import { withoutFillers } from './without-fillers.ts'
import { words } from './words.ts'

/** The language a text names: by its own name, by its name in any of our languages, or as a BCP 47 tag ("uk", "de-AT"). */
export function readLanguage(text: string): Language | undefined {
  const tag = /^([a-z]{2})(?:[-_][a-z0-9]{2,8})*$/i.exec(plain(text))?.[1]?.toLowerCase()
  const tagged = Language.safeParse(tag)
  if (tagged.success) return tagged.data
  const said = phrase(text)
  known ??= namesOfAll()
  for (const language of Language.options) {
    const named = known.get(said) ?? known.get(withoutFillers(said, language))
    if (named !== undefined) return named
  }
  return undefined
}

let known: Map<string, Language> | undefined

function namesOfAll(): Map<string, Language> {
  const spoken = Language.options.flatMap((speaker) => {
    const display = new Intl.DisplayNames([speaker], { type: 'language', fallback: 'none' })
    return Language.options.map((language) => ({ language, names: [display.of(language) ?? language] }))
  })
  const own = Language.options.map((language) => ({ language, names: words(language).selfNames }))
  return new Map(
    [...spoken, ...own].flatMap(({ language, names }) =>
      names.flatMap(spellings).map((spelling) => [spelling, language] as const),
    ),
  )
}
