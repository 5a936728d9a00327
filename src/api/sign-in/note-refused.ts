import type { Tx } from '#database.ts'
import { audit } from '#staff/audit.ts'
import type { Desk } from '../desk.ts'

type Refused = { why: string; staffId: string | undefined }

/** That somebody was not let in, for auditors and for the log: whose account it is where there is one, never what was typed. */
export async function noteRefused(tx: Tx, { log }: Pick<Desk, 'log'>, { why, staffId }: Refused): Promise<void> {
  log.warn('sign-in-refused', { ...(staffId !== undefined && { staffId }) })
  await audit(tx, { by: undefined, deed: 'sign-in-refused', subject: staffId, facts: { why } })
}
