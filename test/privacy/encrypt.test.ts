import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decrypt, encrypt } from '#privacy/encrypt.ts'
import { keysFrom, newDataKey, unwrapDataKey } from '#privacy/keys.ts'

const keys = keysFrom('a secret key')
const { key } = newDataKey(keys)
const place = 'applicant.name.1'

test('what was encrypted comes back, whatever it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      expect(decrypt(key, encrypt(key, text, place), place)).toBe(text)
    }),
  )
})

test('the same text is never encrypted to the same bytes', () => {
  const sealed = Array.from({ length: 1000 }, () => encrypt(key, 'Олена', place).toString('hex'))
  expect(new Set(sealed).size).toBe(1000)
})

test('a ciphertext opens only unchanged, in its place and with its key', () => {
  const sealed = encrypt(key, 'Олена', place)
  expect(() => decrypt(key, sealed, 'applicant.name.2')).toThrow()
  expect(() => decrypt(newDataKey(keys).key, sealed, place)).toThrow()
  expect(() => decrypt(key, sealed.subarray(0, 20), place)).toThrow('cut off')
  for (let index = 0; index < sealed.length; index++) {
    const changed = Buffer.from(sealed)
    changed.writeUInt8(changed.readUInt8(index) ^ 1, index)
    expect(() => decrypt(key, changed, place), `byte ${index}`).toThrow()
  }
})

test('a data key is unwrapped only by the secret it was wrapped under, and in its own row', () => {
  const { id, wrapped, key: fresh } = newDataKey(keys)
  expect(unwrapDataKey(keys, { id, wrapped }).equals(fresh)).toBe(true)
  expect(wrapped.includes(fresh)).toBe(false)
  expect(() => unwrapDataKey(keysFrom('another secret'), { id, wrapped })).toThrow()
  expect(() => unwrapDataKey(keys, { id: newDataKey(keys).id, wrapped })).toThrow()
})

test('each purpose has a key of its own, the same at every start', () => {
  expect(new Set(Object.values(keys).map((each) => each.toString('hex'))).size).toBe(4)
  expect(keysFrom('a secret key')).toEqual(keys)
})
