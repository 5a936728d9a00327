import type { DeskLanguage, DeskTexts } from '#desk-texts.ts'
import type { BadRow } from './import-file.ts'
import type { Refused } from './open-export.ts'

/** Why a row was not read, in a sentence. */
export function sayReason(
  texts: DeskTexts,
  language: DeskLanguage,
  { reason, facts }: Pick<BadRow, 'reason' | 'facts'>,
): string {
  return texts(language, `import.reason.${reason}`, facts) ?? reason
}

/** Why a file was not read. */
export function sayRefused(
  texts: DeskTexts,
  language: DeskLanguage,
  { reason, facts }: Pick<Refused, 'reason' | 'facts'>,
): string {
  return texts(language, `import.refused.${reason}`, facts) ?? reason
}

/** What stands above the three columns that the file of bad rows has more. */
export function badRowTitles(
  texts: DeskTexts,
  language: DeskLanguage,
): { line: string; column: string; reason: string } {
  const title = (name: string) => texts(language, `import.file.${name}`) ?? name
  return { line: title('line'), column: title('column'), reason: title('reason') }
}
