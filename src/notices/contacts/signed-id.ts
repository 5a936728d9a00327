import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Keys } from '#privacy/keys.ts'
import { keyObject } from '#privacy/key-object.ts'

/** What a link carries: the id of something of ours, and a signature that is good for this kind of thing alone. */
export type Kind = 'contact' | 'letter'

export function signedId(keys: Pick<Keys, 'token'>, kind: Kind, id: string): string {
  return `${Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')}${sign(keys, kind, id)}`
}

/** The id; undefined for what we have not signed as this kind. */
export function readSignedId(keys: Pick<Keys, 'token'>, kind: Kind, token: string): string | undefined {
  const [, head = '', signature = ''] = /^([\w-]{22})([\w-]{32})$/.exec(token) ?? []
  const hex = Buffer.from(head, 'base64url').toString('hex')
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const expected = Buffer.from(sign(keys, kind, id))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : undefined
}

/** 192 bits. */
function sign(keys: Pick<Keys, 'token'>, kind: Kind, id: string): string {
  const whole = createHmac('sha256', keyObject(keys.token)).update(`${kind} ${id}`).digest()
  return whole.subarray(0, 24).toString('base64url')
}
