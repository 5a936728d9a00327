import type { Language } from '#texts.ts'
import type { PageTexts } from '../page-texts.ts'
import { hasTexts, parse, record, text } from './json.ts'
import { isLanguage } from './languages.ts'

export type { PageTexts }

/** The server put the page's own texts, and the addresses of the other languages', into the page. */
export type Texts = { language: Language; texts: PageTexts; load(language: Language): Promise<PageTexts | undefined> }

export function readTexts(): Texts {
  const embedded = record(parse(document.getElementById('texts')?.textContent))
  const { lang } = document.documentElement
  const texts = embedded['texts']
  if (!isLanguage(lang) || !isPageTexts(texts)) throw new Error('The page came without its texts')
  const assets = record(embedded['assets'])
  return { language: lang, texts, load: async (language) => fetchTexts(text(assets[language])) }
}

async function fetchTexts(path: string | undefined): Promise<PageTexts | undefined> {
  const response = await fetch(path ?? '').catch(() => undefined)
  const texts: unknown = response?.ok ? parse(await response.text()) : undefined
  return isPageTexts(texts) ? texts : undefined
}

/** The build has checked every text of every language; here it is only told from an error page. */
function isPageTexts(value: unknown): value is PageTexts {
  return hasTexts(value, ['title', 'write', 'send'])
}
