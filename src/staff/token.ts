import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits. Whoever has it is let in; we keep its hash alone. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export function hashToken(token: string): Buffer<ArrayBuffer> {
  return createHash('sha256').update(token).digest()
}
