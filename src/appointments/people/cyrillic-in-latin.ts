/** Resolution 55 of the Cabinet of Ministers of Ukraine, 27.01.2010: some letters differ at the beginning of a word. */
export function ukrainian(word: string): string {
  const sounded = word.replace(/зг/giu, (pair) => (pair.startsWith('З') ? 'Zgh' : 'zgh'))
  return [...sounded].map((letter, index) => cased(letter, ofUkrainian(letter.toLowerCase(), index), sounded)).join('')
}

/** ICAO Doc 9303, part 3, section 6 (recommended transliteration of Cyrillic characters). */
export function russian(word: string): string {
  return [...word].map((letter) => cased(letter, icao[letter.toLowerCase()] ?? letter.toLowerCase(), word)).join('')
}

function ofUkrainian(letter: string, index: number): string {
  return (index === 0 ? first[letter] : undefined) ?? resolution[letter] ?? icao[letter] ?? letter
}

/** "Щ" is "Shch" in "Щербак" and "SHCH" in "ЩЕРБАК". */
function cased(letter: string, latin: string, word: string): string {
  if (letter === letter.toLowerCase()) return latin
  const isShouted = word.length > 1 && word === word.toUpperCase()
  return isShouted ? latin.toUpperCase() : latin.charAt(0).toUpperCase() + latin.slice(1)
}

const first: Readonly<Record<string, string>> = { є: 'ye', ї: 'yi', й: 'y', ю: 'yu', я: 'ya' }

const same = {
  а: 'a',
  б: 'b',
  в: 'v',
  д: 'd',
  е: 'e',
  ж: 'zh',
  з: 'z',
  й: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ь: '',
  ю: 'iu',
  я: 'ia',
}

const resolution: Readonly<Record<string, string>> = {
  ...same,
  г: 'h',
  ґ: 'g',
  є: 'ie',
  и: 'y',
  і: 'i',
  ї: 'i',
  "'": '',
  '’': '',
  ʼ: '',
}

const icao: Readonly<Record<string, string>> = {
  ...same,
  г: 'g',
  ґ: 'g',
  ё: 'e',
  є: 'ie',
  и: 'i',
  і: 'i',
  ї: 'i',
  ў: 'u',
  ъ: 'ie',
  ы: 'y',
  э: 'e',
}
