import fc from 'fast-check'
import decode from 'jsqr'
import { PNG } from 'pngjs'
import { expect, test } from 'vitest'
import { qrCode } from '#channels/attachments/qr-code.ts'

const jsQR = decode as unknown as typeof decode.default

test('a camera reads the check-in code back', () => {
  expect(scan(qrCode('7N4KX2PQRT'))).toBe('7N4KX2PQRT')
})

test('any code of any length is readable', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9A-Z-]{1,60}$/), (code) => {
      expect(scan(qrCode(code))).toBe(code)
    }),
    { numRuns: 50 },
  )
})

test('the wide form is readable too and not higher than half its width', () => {
  const image = qrCode('7N4KX2PQRT', { isWide: true })
  const { width, height } = PNG.sync.read(image)
  expect(height * 2).toBeLessThanOrEqual(width)
  expect(scan(image)).toBe('7N4KX2PQRT')
})

test('a white margin of four modules sets the code apart from a dark page', () => {
  const { data, width } = PNG.sync.read(qrCode('7N4KX2PQRT'))
  expect(data.subarray(0, 32 * width * 4).every((value) => value === 255)).toBe(true)
})

function scan(image: Buffer): string | undefined {
  const { data, width, height } = PNG.sync.read(image)
  return jsQR(new Uint8ClampedArray(data), width, height)?.data
}
