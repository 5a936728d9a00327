import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Department } from '#appointments/office.ts'
import { writeDeepLink, writeWebLink } from '#conversation/deep-link.ts'
import { FormTexts } from '#forms/form-texts.ts'
import { readLocaleFiles } from '#locale-file.ts'
import type { Language } from '#texts.ts'
import { poster, type Way } from './poster.ts'
import { PosterTexts } from './poster-texts.ts'

type Order = {
  departments: readonly Department[]
  languages: readonly Language[]
  publicUrl: string
  /** The Telegram bot's name without @, if there is one. */
  bot: string | undefined
  out: string
}

/** Writes a poster per department and language into a folder, and names them. */
export async function printPosters({ departments, languages, publicUrl, bot, out }: Order): Promise<string[]> {
  const textsIn = readLocaleFiles('poster', PosterTexts)
  const officeIn = readLocaleFiles('form', FormTexts)
  await mkdir(out, { recursive: true })
  const sheets = departments.flatMap((department) => languages.map((language) => ({ department, language })))
  return Promise.all(
    sheets.map(async ({ department: { id, name }, language }) => {
      const texts = textsIn(language)
      const markup = poster({
        language,
        texts,
        office: officeIn(language).office,
        officeInGerman: officeIn('de').office,
        department: name[language] ?? name.de,
        departmentInGerman: name.de,
        ways: waysTo({ department: id, language }, { publicUrl, bot, texts }),
      })
      const file = join(out, `poster-${id}-${language}.svg`)
      await writeFile(file, markup)
      return file
    }),
  )
}

/** The web chat first: whoever has no Telegram needs none. */
function waysTo(
  wish: { department: string; language: Language },
  { publicUrl, bot, texts }: { publicUrl: string; bot: string | undefined; texts: PosterTexts },
): Way[] {
  const { host } = new URL(publicUrl)
  const web = { name: texts.webchat, text: texts.webchatText, url: publicUrl + writeWebLink(wish), shown: host }
  if (bot === undefined) return [web]
  const url = `https://t.me/${bot}?start=${writeDeepLink(wish)}`
  return [web, { name: texts.telegram, text: texts.telegramText, url, shown: `@${bot}` }]
}
