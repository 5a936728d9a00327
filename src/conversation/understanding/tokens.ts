import { fold } from './fold.ts'

/** A folded word, or digits as typed with the letters glued to them: "14th", "14-го", "9h". */
export type Token = { word: string } | { digits: string; ending: string }

/** The words and numbers of a text in order, punctuation dropped. */
export function tokens(text: string): Token[] {
  return [...fold(text).matchAll(/(\d+)(?:-?(\p{L}+))?|\p{L}+/gu)].map(([word, digits, ending]) =>
    digits === undefined ? { word } : { digits, ending: ending ?? '' },
  )
}
