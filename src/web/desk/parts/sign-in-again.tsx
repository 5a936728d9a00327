import type { JSX } from 'preact'
import { t } from '../texts.ts'
import { Dialog } from './dialog.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** The session is over; the page below keeps what was typed. */
export function SignInAgain({ email, done }: { email: string; done: () => Promise<void> }): JSX.Element {
  return (
    <Dialog title={t('signIn.againTitle')}>
      <section class="kern-dialog__body">
        <p class="kern-body">{t('signIn.again')}</p>
        <SignInForm email={email} done={done} />
      </section>
    </Dialog>
  )
}
