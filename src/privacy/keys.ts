import { hkdfSync, randomBytes, randomUUID } from 'node:crypto'
import { decrypt, encrypt } from './encrypt.ts'

/** One key per purpose, so that what one of them reveals says nothing about the others. */
export type Keys = { wrapping: Buffer; identity: Buffer; search: Buffer; token: Buffer }

/** A data key of one person or conversation. Only `id` and `wrapped` are stored; deleting them is erasure. */
export type DataKey = { id: string; wrapped: Buffer; key: Buffer }

/** HKDF-SHA256 (RFC 5869). The secret is random by itself, so that no salt is needed. */
export function keysFrom(secretKey: string): Keys {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secretKey, '', `terminlotse ${purpose} 1`, 32))
  return {
    wrapping: derive('wrapping'),
    identity: derive('identity'),
    search: derive('search'),
    token: derive('token'),
  }
}

export function newDataKey(keys: Keys): DataKey {
  const id = randomUUID()
  const key = randomBytes(32)
  return { id, key, wrapped: encrypt(keys.wrapping, key.toString('base64'), place(id)) }
}

/** Throws when the wrapped key was changed, moved to another row, or wrapped under another secret. */
export function unwrapDataKey(keys: Keys, { id, wrapped }: { id: string; wrapped: Uint8Array }): Buffer {
  return Buffer.from(decrypt(keys.wrapping, wrapped, place(id)), 'base64')
}

function place(id: string): string {
  return `data_key.wrapped.${id}`
}
