import { Secret, TOTP } from 'otpauth'

/** The app on somebody's phone. */
export function codeAt(secret: string, now: Date): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now.getTime() })
}
