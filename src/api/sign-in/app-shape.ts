import { z } from 'zod'
import type { DeskLanguage } from '#desk-texts.ts'
import { qrPath } from '#posters/qr-path.ts'
import { totpAddress } from '#staff/totp.ts'
import type { Desk } from '../desk.ts'

/** What an app for codes reads: as a picture, or typed in. `sealed` comes back with the app's first code. */
export const AppShape = z.object({
  secret: z.string(),
  sealed: z.string(),
  address: z.string(),
  qr: z.object({ path: z.string(), size: z.int() }),
})

type Prepared = { secret: string; sealed: string; email: string; language: DeskLanguage }

export function appOf(
  { texts }: Pick<Desk, 'texts'>,
  { secret, sealed, email, language }: Prepared,
): z.infer<typeof AppShape> {
  const address = totpAddress({ secret, issuer: texts(language, 'shell.title') ?? 'Terminlotse', email })
  return { secret, sealed, address, qr: qrPath(address) }
}
