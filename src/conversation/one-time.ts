import { createHash, randomBytes } from 'node:crypto'

/** How long a one-time page or a code to go on elsewhere may be used, in minutes of the database's clock. */
export const oneTimeMinutes = 15

/** 256 random bits. Whoever has it may use it once; we keep its hash alone. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** The inbox's name of a page that was filled in. A page is used when the inbox knows it. */
export function formKey(conversationId: string, token: string): string {
  return `${conversationId}:form:${hashToken(token).toString('base64url')}`
}
