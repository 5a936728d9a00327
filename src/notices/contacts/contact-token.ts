import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Keys } from '#privacy/keys.ts'
import { keyObject } from '#privacy/key-object.ts'

/**
 * What the links of a letter carry: the contact's id and a signature. Whoever has it may confirm the address or delete it,
 * and nothing else; it lasts as long as the contact.
 */
export function contactToken(keys: Pick<Keys, 'token'>, contactId: string): string {
  return `${Buffer.from(contactId.replaceAll('-', ''), 'hex').toString('base64url')}${sign(keys, contactId)}`
}

/** The contact's id; undefined for what we have not signed. */
export function readContactToken(keys: Pick<Keys, 'token'>, token: string): string | undefined {
  const [, head = '', signature = ''] = /^([\w-]{22})([\w-]{32})$/.exec(token) ?? []
  const hex = Buffer.from(head, 'base64url').toString('hex')
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const expected = Buffer.from(sign(keys, id))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : undefined
}

/** 192 bits. */
function sign(keys: Pick<Keys, 'token'>, contactId: string): string {
  const whole = createHmac('sha256', keyObject(keys.token)).update(`contact ${contactId}`).digest()
  return whole.subarray(0, 24).toString('base64url')
}
