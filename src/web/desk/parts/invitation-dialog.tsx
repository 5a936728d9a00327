import type { JSX } from 'preact'
import type { Invited } from '../pages/staff.tsx'
import { instant, t } from '../texts.ts'
import { MadeDialog } from './made-dialog.tsx'
import { OnceShown } from './once-shown.tsx'

/** The link that lets somebody in: whoever invites hands it over. */
export function InvitationDialog({ invited, close }: { invited: Invited; close: () => void }): JSX.Element {
  const { name, link, expiresAt } = invited
  return (
    <MadeDialog
      title={t('staff.linkTitle', { name })}
      text={t('staff.linkText', { when: instant(expiresAt) })}
      close={close}
    >
      <OnceShown label={t('staff.link')} value={link} />
    </MadeDialog>
  )
}
