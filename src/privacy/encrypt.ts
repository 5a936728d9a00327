import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { keyObject } from './key-object.ts'

/**
 * AES-256-GCM. The result is key id (1 byte), nonce (12), tag (16), ciphertext. `aad` names the place, as
 * `table.column.row`: a ciphertext that is copied to another place does not open.
 */
export function encrypt(key: Uint8Array, plain: string, aad: string): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', keyObject(key), nonce)
  cipher.setAAD(Buffer.from(aad))
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return Buffer.concat([keyId, nonce, cipher.getAuthTag(), body])
}

/** Throws when the text was changed, stands in another place, or belongs to another key. */
export function decrypt(key: Uint8Array, sealed: Uint8Array, aad: string): string {
  if (sealed.length < headBytes) throw new Error('A ciphertext is cut off')
  if (sealed[0] !== keyId[0]) throw new Error(`A ciphertext has the unknown key id ${sealed[0]}`)
  const nonce = sealed.subarray(1, 1 + nonceBytes)
  const decipher = createDecipheriv('aes-256-gcm', keyObject(key), nonce, { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(aad))
  decipher.setAuthTag(sealed.subarray(1 + nonceBytes, headBytes))
  return Buffer.concat([decipher.update(sealed.subarray(headBytes)), decipher.final()]).toString('utf8')
}

/** The generation of the secret that keys come from: a later one gets the next number and both can be read. */
const keyId = Buffer.from([1])
const nonceBytes = 12
const tagBytes = 16
const headBytes = 1 + nonceBytes + tagBytes
