import { fold } from './fold.ts'

/** The folded words and numbers of a text with single spaces; punctuation and emoji are gone. */
export function phrase(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
