/** A longer one is no row of a table; characters. */
const longestLine = 65_536

/** Lines without their ends; the first of them is number `first`, counted from 1. */
export type Lines = { first: number; lines: string[] }

/** Text as lines, as many at a time as a piece of it held. What is too long for a line is cut. */
export async function* readLines(text: AsyncIterable<string>): AsyncGenerator<Lines> {
  let first = 1
  let rest = ''
  let isCut = false
  for await (const piece of text) {
    // A CR at the end may be half of a line end.
    const lines = `${rest}${piece}`.split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    if (isCut && lines.length > 0) lines[0] = lines[0]?.slice(0, longestLine) ?? ''
    isCut = rest.length > longestLine
    if (isCut) rest = rest.slice(0, longestLine)
    if (lines.length > 0) yield { first, lines }
    first += lines.length
  }
  const last = rest.endsWith('\r') ? rest.slice(0, -1) : rest
  if (last !== '') yield { first, lines: [last] }
}
