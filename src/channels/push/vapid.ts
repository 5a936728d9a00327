import webpush from 'web-push'
import { z } from 'zod'
import type { Database } from '#database.ts'
import { decrypt, encrypt } from '#privacy/encrypt.ts'
import type { Keys } from '#privacy/keys.ts'

const VapidKeys = z.object({ publicKey: z.string(), privateKey: z.string() })

/** By these a push service knows us (RFC 8292); a browser's subscription belongs to the public one. */
export type VapidKeys = z.infer<typeof VapidKeys>

/** Made at the first start and kept for ever, encrypted under the master secret: other keys would end every subscription. */
export async function readVapidKeys(
  database: Pick<Database, 'query'>,
  keys: Pick<Keys, 'wrapping'>,
): Promise<VapidKeys> {
  const fresh = encrypt(keys.wrapping, JSON.stringify(webpush.generateVAPIDKeys()), place).toString('base64')
  await database.query({
    name: 'keep-vapid-keys',
    text: 'INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING',
    values: [name, fresh],
  })
  // Of two first starts at once both use the one that is kept.
  const [kept] = await database.query<{ value: string }>({
    name: 'setting-find',
    text: 'SELECT value FROM setting WHERE key = $1',
    values: [name],
  })
  return VapidKeys.parse(JSON.parse(decrypt(keys.wrapping, Buffer.from(kept?.value ?? '', 'base64'), place)))
}

const name = 'vapid'
const place = 'setting.value.vapid'

/** Whom a push service may ask about what we send: our address, or who sends our letters. */
export function vapidSubject({
  publicUrl,
  mail,
}: {
  publicUrl?: string | undefined
  mail?: { from: string } | undefined
}): string {
  if (publicUrl?.startsWith('https:')) return publicUrl
  return `mailto:${/<(.+)>$/.exec(mail?.from ?? '')?.[1] ?? mail?.from ?? 'office@localhost'}`
}
