/** Longest name taken, in characters. */
const longest = 100

/**
 * A person's name in any script, also as forms have it ("Surname, first name"), tidied (NFC, single spaces, nothing invisible). Letters, marks, spaces, hyphens,
 * apostrophes and dots, at least two letters, never beginning like a formula or markup.
 */
export function readName(text: string): { name: string } | { refused: 'empty' | 'too-long' | 'not-a-name' } {
  const name = tidy(text).replace(/^([^,،]+)[,،] ?([^,،]+)$/, '$2 $1')
  if (name === '') return { refused: 'empty' }
  if (Array.from(name).length > longest) return { refused: 'too-long' }
  const letters = name.match(/[\p{L}--\p{Lm}]/gv) ?? []
  const isName = /^['’ʼ‘]?\p{L}[\p{L}\p{M} '’ʼ‘`´.-]*$/u.test(name)
  return isName && letters.length >= 2 ? { name } : { refused: 'not-a-name' }
}

function tidy(text: string): string {
  // Cut before normalising, far above the limit, because composing tens of thousands of marks takes seconds.
  return text
    .slice(0, 40 * longest)
    .replace(/[\p{Z}\t-\r\u0085]+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu, '')
    .normalize('NFC')
    .replace(/[‐‑–]/g, '-')
    .replace(/ +/g, ' ')
    .trim()
}
