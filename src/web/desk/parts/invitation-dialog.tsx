import type { JSX } from 'preact'
import type { Invited } from '../pages/staff.tsx'
import { instant, t } from '../texts.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { OnceShown } from './once-shown.tsx'

/** The link that lets somebody in: whoever invites hands it over. */
export function InvitationDialog({ invited, close }: { invited: Invited; close: () => void }): JSX.Element {
  const { name, link, expiresAt } = invited
  return (
    <Dialog title={t('staff.linkTitle', { name })} close={close}>
      <section class="kern-dialog__body">
        <p class="kern-body">{t('staff.linkText', { when: instant(expiresAt) })}</p>
        <OnceShown label={t('staff.link')} value={link} />
      </section>
      <footer class="kern-dialog__footer">
        <Button look="primary" onClick={close}>
          {t('form.done')}
        </Button>
      </footer>
    </Dialog>
  )
}
