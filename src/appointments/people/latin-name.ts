import { arabicInLatin } from './arabic-in-latin.ts'
import { russian, ukrainian } from './cyrillic-in-latin.ts'

/** A name in Latin letters. `isApproximate`: it is no official spelling, the passport's will differ. */
export type LatinName = { name: string; isApproximate: boolean }

/**
 * A name as its passport probably spells it: Ukrainian by resolution 55/2010 of the Cabinet of Ministers, Russian by ICAO Doc
 * 9303. Arabic writes no short vowels, so that they are guessed. `language` decides where the letters leave it open.
 */
export function latinName(name: string, language?: string): LatinName {
  const isRussian = /[ыэёъ]/iu.test(name) || (language === 'ru' && !/[іїєґ'’ʼ]/iu.test(name))
  return {
    name: inLatin(name, isRussian ? russian : ukrainian),
    isApproximate: /\p{Script=Arabic}/u.test(name),
  }
}

/** Every way a name may have been written in Latin letters, to find it by any of them: also "Mueller" for "Müller". */
export function latinSpellings(name: string): string[] {
  const latin = [inLatin(name, ukrainian), inLatin(name, russian)]
  return [...new Set(latin.flatMap((each) => [each, withoutUmlauts(each)]))]
}

function inLatin(name: string, cyrillic: (word: string) => string): string {
  return name
    .normalize('NFC')
    .split(/(?<=[\s-])/u)
    .map((word) => {
      if (/\p{Script=Cyrillic}/u.test(word)) return cyrillic(word)
      return /\p{Script=Arabic}/u.test(word) ? arabicInLatin(word) : word
    })
    .join('')
}

function withoutUmlauts(name: string): string {
  return name.normalize('NFC').replace(/[äöü]/giu, (letter) => `${letter.normalize('NFD').charAt(0)}e`)
}
