import { z } from 'zod'
import { invitationHours, invitationPath } from '#staff/invitations.ts'

/** A link for somebody, shown this once: whoever invites hands it over. */
export const Invitation = z.object({ link: z.url(), expiresAt: z.iso.datetime() })
export type Invitation = z.infer<typeof Invitation>

export function invitationOf(token: string, { url, now }: { url: URL; now: Date }): Invitation {
  const expiresAt = new Date(now.getTime() + invitationHours * 3_600_000).toISOString()
  return { link: new URL(invitationPath(token), url.origin).href, expiresAt }
}
