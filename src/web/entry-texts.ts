import { z } from 'zod'
import { type DeskLanguage, readDeskTexts } from '#desk-texts.ts'
import { readLocaleFiles } from '#locale-file.ts'
import { Language } from '#texts.ts'
import german from '../../locales/de/kiosk.json' with { type: 'json' }

/** The documents of the desk: each has `<entry>.tsx` and `css/<entry>.css`. What is under /desk and no other's is the console's. */
export const deskEntries = ['desk', 'board', 'kiosk', 'reference'] as const

/** The texts that a document carries: the screens in the waiting room need few, the tablet every language's. */
export function entryTexts(entry: (typeof deskEntries)[number], language: DeskLanguage): Record<string, unknown> {
  const texts = readDeskTexts(language)
  switch (entry) {
    case 'desk':
      return texts
    case 'board':
      return { board: texts['board'] }
    case 'reference':
      return { reference: texts['reference'], error: texts['error'], role: texts['role'], shell: texts['shell'] }
    case 'kiosk':
      return kioskTexts()
  }
}

/** Complete in every language, or nothing is built. */
function kioskTexts(): Record<string, unknown> {
  const read = readLocaleFiles('kiosk', z.record(z.enum(keysOf(german)), z.string().min(1)))
  return Object.fromEntries(Language.options.map((language) => [language, read(language)]))
}

function keysOf<Texts extends object>(texts: Texts): (keyof Texts & string)[] {
  return Object.keys(texts).filter((key): key is keyof Texts & string => key in texts)
}
