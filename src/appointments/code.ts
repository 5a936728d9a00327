import { randomBytes, randomInt } from 'node:crypto'

/** Read aloud, written by hand, typed on a foreign keyboard: no vowels (no words), nothing that looks like something else. */
const alphabet = '23456789CDFHJKMNPQRTVWX'
const length = 8

/** 23^8 = 78 thousand million codes; an appointment opens with the date of birth as well. */
export function newCode(): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('')
}

/** Proves at the office that somebody came: nobody types it, so that it may be long. */
export function newCheckInCode(): string {
  return randomBytes(15).toString('base64url')
}

/** The code in what somebody typed: any case, with spaces and hyphens, in look-alike letters. Undefined when it is none. */
export function readCode(text: string): string | undefined {
  const code = [
    ...text
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[\s\p{Pd}\p{Cf}]/gu, ''),
  ]
    .map((letter) => lookAlike[letter] ?? letter)
    .join('')
  const isCode = code.length === length && [...code].every((letter) => alphabet.includes(letter))
  return isCode ? code : undefined
}

const lookAlike: Readonly<Record<string, string>> = {
  B: '8',
  G: '6',
  S: '5',
  Z: '2',
  В: '8',
  З: '3',
  К: 'K',
  М: 'M',
  Н: 'H',
  Р: 'P',
  С: 'C',
  Т: 'T',
  Х: 'X',
}
