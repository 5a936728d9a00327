/**
 * Breaks a text into lines that fit a width, without a font at hand: letters count as wide as in the widest common
 * sans-serif, so that no printer's font runs over. `width` and `size` are of one unit.
 */
export function wrapText(text: string, { width, size }: { width: number; size: number }): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const longer = [...lines.slice(-1), word].join(' ')
    if (lines.length > 0 && widthOf(longer) * size <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return evened(lines, { width, size })
}

/** No single short word stands alone on the last line where its neighbour can come down to it. */
function evened(lines: string[], { width, size }: { width: number; size: number }): string[] {
  const [before, last] = lines.slice(-2)
  if (before === undefined || last === undefined || widthOf(last) * 3 > widthOf(before)) return lines
  const words = before.split(' ')
  const down = [words.pop() ?? '', last].join(' ')
  return words.length > 1 && widthOf(down) * size <= width ? [...lines.slice(0, -2), words.join(' '), down] : lines
}

/** In ems. */
export function widthOf(text: string): number {
  return Array.from(text).reduce((sum, letter) => sum + letterWidth(letter), 0)
}

function letterWidth(letter: string): number {
  if (/\p{M}/u.test(letter)) return 0
  if (/[ .,:;!|’'ijlıtfrI()]/.test(letter)) return 0.36
  if (/[mwMWшщжюыфШЩЖЮЫФ]/.test(letter)) return 0.9
  if (/\p{Script=Arabic}/u.test(letter)) return 0.56
  return /\p{Lu}/u.test(letter) ? 0.69 : 0.58
}
