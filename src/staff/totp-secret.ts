import { decrypt, encrypt } from '#privacy/encrypt.ts'
import type { Keys } from '#privacy/keys.ts'

type Owner = { id: string; totpSecret: Uint8Array }

export function openTotpSecret(keys: Pick<Keys, 'wrapping'>, { id, totpSecret }: Owner): string {
  return decrypt(keys.wrapping, totpSecret, place(id))
}

export function sealTotpSecret(keys: Pick<Keys, 'wrapping'>, { id, secret }: { id: string; secret: string }): Buffer {
  return encrypt(keys.wrapping, secret, place(id))
}

function place(id: string): string {
  return `staff.totp_secret.${id}`
}
