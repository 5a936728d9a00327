import fc from 'fast-check'
import { row, table } from '../reports/import/exports.ts'

const odd = fc.constantFrom(
  '',
  '"',
  ';',
  '\r\n',
  '\0',
  '\u202E',
  '=1+1',
  'ä',
  '\ud800',
  '31.02.2023',
  '99:99',
  '-20',
  '1e99',
)
const cell = fc.oneof(odd, fc.string({ maxLength: 20 }), fc.string({ maxLength: 20, unit: 'binary' }))

/** Rows of a tool that we know, some cells of which have gone wrong. */
const broken = fc
  .array(
    fc.tuple(
      fc.uuid(),
      fc.record(
        { department: cell, location: cell, date: cell, time: cell, minutes: cell, booked: cell, status: cell },
        { requiredKeys: [] },
      ),
    ),
    { maxLength: 8 },
  )
  .map((rows) => table(...rows.map(([number, wish]) => row(number, wish))))

/** Tables of nobody, with any separator. */
const tables = fc
  .tuple(fc.constantFrom(';', ',', '\t', '|'), fc.array(fc.array(cell, { maxLength: 12 }), { maxLength: 8 }))
  .map(([separator, rows]) => rows.map((cells) => cells.join(separator)).join('\n'))

/** What may come as a file: exports, tables, in any of the usual encodings, cut off somewhere, or no text at all. */
export const files: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 3, arbitrary: encoded(broken) },
  encoded(tables),
  fc.uint8Array({ maxLength: 4000 }).map((bytes) => Buffer.from(bytes)),
)

function encoded(texts: fc.Arbitrary<string>): fc.Arbitrary<Buffer> {
  return fc
    .tuple(texts, fc.constantFrom('utf8', 'latin1', 'utf16le'), fc.double({ min: 0.5, max: 1.5, noNaN: true }))
    .map(([text, encoding, share]) => {
      const bytes = Buffer.from(text, encoding as BufferEncoding)
      return bytes.subarray(0, Math.ceil(bytes.length * Math.min(1, share)))
    })
}
