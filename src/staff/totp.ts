import { Secret, TOTP } from 'otpauth'

/** A secret of 160 bits in base32, as RFC 4226 recommends. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** What an app reads from the QR code. */
export function totpAddress({ secret, issuer, email }: { secret: string; issuer: string; email: string }): string {
  return totp(secret, { issuer, label: email }).toString()
}

/**
 * The step of 30 seconds that a code belongs to (RFC 6238), one before or after now included since clocks differ. Whoever
 * accepts it keeps the step: no code counts twice.
 */
export function totpStep(secret: string, code: string, now: Date): number | undefined {
  const delta = totp(secret).validate({ token: code.replaceAll(/\s/g, ''), timestamp: now.getTime(), window: 1 })
  return delta === null ? undefined : Math.floor(now.getTime() / 30_000) + delta
}

function totp(secret: string, names: { issuer?: string; label?: string } = {}): TOTP {
  return new TOTP({ ...names, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 })
}
