import { createHmac, randomBytes } from 'node:crypto'

/** The headers of Standard Webhooks 1.0.0 (https://www.standardwebhooks.com): HMAC-SHA256 over id, seconds and body. */
export function sign({ id, body, secret, now }: { id: string; body: string; secret: string; now: Date }) {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const key = Buffer.from(secret.slice(prefix.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}

/** 256 random bits, as the standard writes them. */
export function newSecret(): string {
  return `${prefix}${randomBytes(32).toString('base64')}`
}

const prefix = 'whsec_'
