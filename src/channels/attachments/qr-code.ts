import { encode } from 'uqr'
import { png } from './png.ts'

/**
 * A PNG of the QR code of `text`, with the quiet zone of four modules that ISO/IEC 18004 asks for. `isWide`: on white of
 * twice its width, for clients that cut what is higher than half its width.
 */
export function qrCode(text: string, { isWide = false }: { isWide?: boolean } = {}): Buffer {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const side = Array.from({ length: isWide ? Math.ceil(size / 2) : 0 }, () => false)
  return png(data.map((row) => [...side, ...row, ...side]))
}
