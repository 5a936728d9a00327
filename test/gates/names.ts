const firstNames = ['Олена', 'Андрій', 'Ayşe', 'Zoë', 'François', 'Łucja', 'Søren', 'مُحَمَّد', 'Семён', "Дем'ян"]
const lastNames = [
  'Коваль',
  'Їжаченко',
  'Yılmaz',
  'Strauß',
  'Lévêque',
  'Wałęsa',
  'Đorđević',
  'كريمي',
  'Нуждёнов',
  "О'Ніл",
]

/** Ten spellings of one of many persons. */
export function spellings(person: number): string[] {
  const first = firstNames[person % 10] ?? ''
  const last = lastNames[Math.floor(person / 10) % 10] ?? ''
  const name = `${first} ${last}-${word(person)}`
  return [
    name,
    name.toUpperCase(),
    name.toLowerCase(),
    name.normalize('NFD'),
    `  ${name.replace(' ', '\u00a0 ')}\t`,
    name.replaceAll('-', ' '),
    name.replaceAll('-', ' – ').replaceAll("'", '’'),
    name.replaceAll("'", 'ʼ').replace(' ', '\u200b \u2009'),
    name.replaceAll('ё', 'е').replaceAll('ł', 'l').replaceAll('Ł', 'L').replaceAll('ß', 'ss').replaceAll('ø', 'o'),
    name
      .replaceAll('ي', 'ی')
      .replaceAll('ك', 'ک')
      .replaceAll(/[\u064b-\u0652]/g, '')
      .replaceAll('ı', 'i'),
  ]
}

/** A Latin word per number, different for each. */
function word(number: number): string {
  const letters = 'bcdfghklmn'
  return [...String(number).padStart(4, '0')].map((digit) => `${letters.charAt(Number(digit))}a`).join('')
}

/** Names in which a single letter differs from the same name, in two alphabets. */
export const similarNames: string[] = [
  ...variants('сергій іваненко', 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'),
  ...variants('marina kovalenko', 'abcdefghijklmnopqrstuvwxyz'),
]

function variants(name: string, alphabet: string): string[] {
  const all = [...name].flatMap((letter, place) =>
    letter === ' ' ? [] : [...alphabet].map((other) => name.slice(0, place) + other + name.slice(place + 1)),
  )
  return [...new Set(all)]
}
