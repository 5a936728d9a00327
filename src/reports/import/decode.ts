import { isAscii, isUtf8 } from 'node:buffer'
import chardet from 'chardet'
import iconv from 'iconv-lite'

/** As many bytes as it takes to tell encodings apart. */
const sampleBytes = 4096

type Options = { encoding?: string | undefined; found?: (encoding: string) => void }

/**
 * Bytes as text, a piece at a time. Without an `encoding` it is found out where the first letter is that is not ASCII, wherever
 * in the file that may be; `found` hears which it is. U+FFFD stands where the bytes are none.
 */
export async function* decode(bytes: AsyncIterable<Buffer>, { encoding, found }: Options = {}): AsyncGenerator<string> {
  let decoder = encoding === undefined ? undefined : iconv.getDecoder(encoding)
  if (encoding !== undefined) found?.(encoding)
  let waiting: Buffer = Buffer.alloc(0)
  let isBeginning = true

  for await (const chunk of bytes) {
    if (decoder) {
      yield decoder.write(chunk)
      continue
    }
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk])
    if (isBeginning && waiting.length < sampleBytes) continue
    const unicode = isBeginning ? unicodeOf(waiting) : undefined
    isBeginning = false
    const letter = unicode === undefined ? firstLetter(waiting) : 0
    if (letter > 0) yield waiting.toString('latin1', 0, letter)
    waiting = waiting.subarray(letter)
    if (waiting.length < sampleBytes) continue
    decoder = begin(unicode ?? guess(waiting))
    yield decoder.write(waiting)
    waiting = Buffer.alloc(0)
  }
  if (waiting.length > 0) {
    decoder = begin((isBeginning ? unicodeOf(waiting) : undefined) ?? guess(waiting))
    yield decoder.write(waiting)
  }
  const rest = decoder?.end()
  if (rest !== undefined) yield rest

  function begin(name: string) {
    found?.(name)
    return iconv.getDecoder(name)
  }
}

/** UTF-8 with a mark, and the encodings that are no extension of ASCII: a byte-order mark, or every other byte empty. */
function unicodeOf(bytes: Buffer): string | undefined {
  const mark = marks.find(({ start }) => bytes.subarray(0, start.length).equals(start))
  if (mark) return mark.encoding
  const sample = bytes.subarray(0, sampleBytes)
  const empty = (offset: 0 | 1) => sample.filter((byte, index) => index % 2 === offset && byte === 0).length
  if (empty(1) > sample.length / 4 && empty(0) < sample.length / 16) return 'UTF-16LE'
  if (empty(0) > sample.length / 4 && empty(1) < sample.length / 16) return 'UTF-16BE'
  return undefined
}

const marks = [
  { encoding: 'UTF-8', start: Buffer.from([0xef, 0xbb, 0xbf]) },
  { encoding: 'UTF-32LE', start: Buffer.from([0xff, 0xfe, 0, 0]) },
  { encoding: 'UTF-16LE', start: Buffer.from([0xff, 0xfe]) },
  { encoding: 'UTF-16BE', start: Buffer.from([0xfe, 0xff]) },
]

function firstLetter(bytes: Buffer): number {
  if (isAscii(bytes)) return bytes.length
  return bytes.findIndex((byte) => byte >= 0x80)
}

/** Windows writes what it calls ISO 8859-1 as Windows-1252, which has all of it and more. */
function guess(sample: Buffer): string {
  if (isAscii(sample) || isUtf8(whole(sample.subarray(0, sampleBytes)))) return 'UTF-8'
  const [best] = chardet.analyse(sample.subarray(0, sampleBytes))
  const isLikely = best !== undefined && best.confidence >= 30 && iconv.encodingExists(best.name)
  return !isLikely || best.name === 'UTF-8' || best.name === 'ISO-8859-1' ? 'windows-1252' : best.name
}

/** Without the letter that the end of the sample cuts in two. */
function whole(sample: Buffer): Buffer {
  const start = sample.findLastIndex((byte) => byte < 0x80 || byte >= 0xc0)
  return sample.length - start <= 4 && (sample[start] ?? 0) >= 0x80 ? sample.subarray(0, start) : sample
}
