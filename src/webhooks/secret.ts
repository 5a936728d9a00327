import { decrypt, encrypt } from '#privacy/encrypt.ts'
import type { Keys } from '#privacy/keys.ts'

export function sealSecret(keys: Pick<Keys, 'wrapping'>, { id, secret }: { id: string; secret: string }): Buffer {
  return encrypt(keys.wrapping, secret, place(id))
}

export function openSecret(keys: Pick<Keys, 'wrapping'>, { id, sealed }: { id: string; sealed: Uint8Array }): string {
  return decrypt(keys.wrapping, sealed, place(id))
}

function place(id: string): string {
  return `webhook.secret.${id}`
}
