import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { t } from '../texts.ts'
import { useForm } from '../use-form.ts'
import { Form } from './form.tsx'
import { FormDialog } from './form-dialog.tsx'
import { type App, NewApp } from './new-app.tsx'
import { Notice } from './notice.tsx'
import { PasswordField } from './password-field.tsx'
import { Refused } from './refused.tsx'

/** Another app for codes: asked for with the password, taken with the app's first code. Until then the present one counts. */
export function AppSection(): JSX.Element {
  const asked = useForm({ password: '' })
  const taken = useForm({ code: '' })
  const [app, setApp] = useState<App | undefined>()
  const [isChanged, setIsChanged] = useState(false)
  // It is begun anew here, where the password still stands.
  const isTooOld = taken.refusal?.code === 'app-too-old'

  async function begin() {
    setIsChanged(false)
    setApp(undefined)
    taken.clear()
    taken.empty()
    const begun = await asked.run(() => api('POST', '/me/app', { body: asked.values }))
    if (begun) setApp(begun.totp)
  }

  async function take({ sealed }: App) {
    if (!(await taken.run(() => api('PUT', '/me/app', { body: { sealed, ...taken.values } })))) return
    close()
    setIsChanged(true)
  }

  function close() {
    asked.empty()
    setApp(undefined)
  }

  return (
    <section class="panel">
      <h2 class="kern-heading-medium">{t('account.app')}</h2>
      <p class="kern-body">{t('account.appIntro')}</p>
      <Form
        form={asked}
        submit={begin}
        deed={t('account.beginApp')}
        look="secondary"
        before={
          <>
            {isChanged && <Notice kind="success" title={t('account.appChanged')} />}
            {isTooOld && <Refused refusal={taken.refusal} />}
          </>
        }
      >
        <PasswordField id="app-password" label={t('account.current')} {...asked.field('password')} />
      </Form>
      {app && !isTooOld && (
        <FormDialog
          title={t('account.app')}
          close={close}
          submit={() => take(app)}
          deed={t('account.useApp')}
          isBusy={taken.isBusy}
        >
          <Refused refusal={taken.refusal} fields={taken.fields} />
          <NewApp app={app} code={taken.field('code')} />
        </FormDialog>
      )}
    </section>
  )
}
