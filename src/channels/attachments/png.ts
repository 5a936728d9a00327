import { crc32, deflateSync } from 'node:zlib'

/** Pixels of a square's side. As many as bits in a byte: at one bit per pixel a square is a byte in each of its lines. */
const pixels = 8

/** A black and white PNG (ISO/IEC 15948) of squares: `rows[y][x]` is true where it is black. */
export function png(rows: readonly (readonly boolean[])[]): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE((rows[0]?.length ?? 0) * pixels, 0)
  header.writeUInt32BE(rows.length * pixels, 4)
  header[8] = 1
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows.flatMap(lines)))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Each line begins with its filter: none. */
function lines(row: readonly boolean[]): Buffer[] {
  const line = Buffer.from([0, ...row.map((isBlack) => (isBlack ? 0x00 : 0xff))])
  return Array.from({ length: pixels }, () => line)
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
