import { z } from 'zod'
import type { Translated } from '#appointments/office.ts'
import { Language } from '#texts.ts'

/** One line that people read. What breaks lines or is half a character belongs into none. */
export const Line = z
  .string()
  .trim()
  .max(300)
  .regex(/^\P{Cc}*$/u)
  .refine((text) => text.isWellFormed())

const Given = Line.min(1)

/** A text per language: German always; what is left empty in another is shown in German until it is translated. */
export const OfficeTexts = z.strictObject({ ...perLanguage(), de: Given }).transform((texts): Translated => {
  const given = Object.entries(texts).filter(([, text]) => text !== undefined && text !== '')
  return { ...Object.fromEntries(given), de: texts.de }
})

function perLanguage() {
  const { uk, en, ru, tr, ar, fr } = Language.enum
  const text = Line.optional()
  return { [uk]: text, [en]: text, [ru]: text, [tr]: text, [ar]: text, [fr]: text }
}
