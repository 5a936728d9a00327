import { inflateSync } from 'node:zlib'
import jsqr from 'jsqr'

const millimetres = 25.4 / 72

/** How many pages a PDF has, and how large they are, in whole millimetres. */
export function pagesOf(pdf: Buffer): { pages: number; width: number; height: number } {
  const text = pdf.toString('latin1')
  const [, width = '0', height = '0'] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(text) ?? []
  const pages = text.match(/\/Type \/Page\b(?!s)/g)?.length ?? 0
  return { pages, width: Math.round(Number(width) * millimetres), height: Math.round(Number(height) * millimetres) }
}

/** What the QR code on the paper says and how wide it is, read from the squares that the printer gets. */
export function qrCodeOf(pdf: Buffer): { says: string | undefined; width: number } {
  const runs = contents(pdf).flatMap(squares)
  const size = Math.max(0, ...runs.map(({ right }) => right)) + quiet
  const pixels = 4
  const side = size * pixels
  const image = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const { left, right, top } of runs)
    for (let y = top * pixels; y < (top + 1) * pixels; y++)
      image.fill(0, (y * side + left * pixels) * 4, (y * side + right * pixels) * 4)
  for (let at = 3; at < image.length; at += 4) image[at] = 255
  return { says: jsqr.default(image, side, side)?.data, width: size * (runs[0]?.scale ?? 0) * millimetres }
}

/** Modules of white around a code. */
const quiet = 4

/** Everything compressed in the file that is a page's drawing. */
function contents(pdf: Buffer): string[] {
  const text = pdf.toString('latin1')
  return [...text.matchAll(/<<[^>]*\/FlateDecode[^>]*>>\s*stream\r?\n/g)].flatMap((match) => {
    const from = match.index + match[0].length
    const drawn = inflateSync(pdf.subarray(from, text.indexOf('endstream', from))).toString('latin1')
    return drawn.includes(' cm\n') ? drawn : []
  })
}

type Run = { left: number; right: number; top: number; scale: number }

/** Dark runs of whole squares, one high, with the points that a square takes. */
function squares(drawn: string): Run[] {
  const scales = [1]
  const runs: Run[] = []
  const shape = /^(\d+) (\d+) m\n(\d+) \2 l\n\3 (\d+) l\n\1 \4 l\n\1 \2 l\nh\n/
  for (let at = 0; at < drawn.length; at = drawn.indexOf('\n', at) + 1 || drawn.length) {
    const line = drawn.slice(at, drawn.indexOf('\n', at))
    const [, scale] = /^([\d.]+) 0 0 -?[\d.]+ [-\d.]+ [-\d.]+ cm$/.exec(line) ?? []
    const last = scales.at(-1) ?? 1
    if (line === 'q') scales.push(last)
    else if (line === 'Q') scales.pop()
    else if (scale !== undefined) scales.splice(-1, 1, last * Number(scale))
    const [, left, top, right, bottom] = shape.exec(drawn.slice(at, at + 120)) ?? []
    if (left !== undefined && Number(bottom) - Number(top) === 1)
      runs.push({ left: Number(left), right: Number(right), top: Number(top), scale: last })
  }
  return runs
}
