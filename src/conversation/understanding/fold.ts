import { plain } from './plain.ts'

/** A longer text is a story, not an answer, and folds to nothing. */
const longest = 500

/**
 * A text for comparing: `plain`, without case, diacritics and apostrophes, letters that people type for one another made
 * one (İ I ı, ё е, ґ г, ß ss, the Arabic alef, hamza, teh marbuta and yeh forms), every dash and slash the plain one.
 */
export function fold(text: string): string {
  if (text.length > longest) return ''
  return plain(text)
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}'’‘ʼʻ`´′＇ـء]/gu, '')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/[⁄∕؍]/g, '/')
    .replace(/[ıßøłđœæґىیةکٱ]/g, (letter) => twins[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim()
}

const twins: Record<string, string> = {
  ı: 'i',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  œ: 'oe',
  æ: 'ae',
  ґ: 'г',
  ى: 'ي',
  ی: 'ي',
  ة: 'ه',
  ک: 'ك',
  ٱ: 'ا',
}
