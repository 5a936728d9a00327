import { phrase } from './phrase.ts'

/** The ways people type a word: "zurück" is also "zuruck" and, on a keyboard without umlauts, "zurueck". */
export function spellings(word: string): string[] {
  const spelledOut = word
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöü]/g, (letter) => umlauts[letter] ?? letter)
  return [...new Set([phrase(word), phrase(spelledOut)])]
}

const umlauts: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue' }
