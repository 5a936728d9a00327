import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { useDesk } from '../member.ts'
import { AppSection } from '../parts/app-section.tsx'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Form } from '../parts/form.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { PasswordField } from '../parts/password-field.tsx'
import { RecoveryCodes } from '../parts/recovery-codes.tsx'
import { Refused } from '../parts/refused.tsx'
import { RoleList } from '../parts/role-list.tsx'
import { t } from '../texts.ts'
import { useDeed } from '../use-deed.ts'
import { useForm } from '../use-form.ts'

/** What somebody may do for themselves. */
export function page(): JSX.Element {
  const { me } = useDesk()
  return (
    <>
      <PageHead title={t('account.title')} intro={`${me.name}, ${me.email}`} />
      <section class="panel">
        <h2 class="kern-heading-medium">{t('account.roles')}</h2>
        <RoleList roles={me.roles} />
      </section>
      <Password />
      <AppSection />
      <Recovery />
      <Everywhere />
    </>
  )
}

function Password(): JSX.Element {
  const form = useForm({ current: '', password: '' })
  const [isChanged, setIsChanged] = useState(false)

  async function submit() {
    setIsChanged(false)
    if (!(await form.run(() => api('POST', '/me/password', { body: form.values })))) return
    form.empty()
    setIsChanged(true)
  }

  return (
    <section class="panel">
      <h2 class="kern-heading-medium">{t('account.password')}</h2>
      <Form
        form={form}
        submit={submit}
        deed={t('account.changePassword')}
        before={isChanged && <Notice kind="success" title={t('account.passwordChanged')} />}
      >
        <PasswordField id="current" label={t('account.current')} {...form.field('current')} />
        <PasswordField id="new-password" label={t('account.new')} isNew {...form.field('password')} />
      </Form>
    </section>
  )
}

function Recovery(): JSX.Element {
  const form = useForm({ password: '' })
  const [codes, setCodes] = useState<readonly string[] | undefined>()

  async function submit() {
    const renewed = await form.run(() => api('POST', '/me/recovery-codes', { body: form.values }))
    if (!renewed) return
    form.empty()
    setCodes(renewed.recoveryCodes)
  }

  return (
    <section class="panel">
      <h2 class="kern-heading-medium">{t('recovery.title')}</h2>
      <p class="kern-body">{t('account.recoveryIntro')}</p>
      <Form form={form} submit={submit} deed={t('account.renew')} look="secondary">
        <PasswordField id="recovery-password" label={t('account.current')} {...form.field('password')} />
      </Form>
      {codes && (
        <Dialog title={t('recovery.title')}>
          <section class="kern-dialog__body">
            <RecoveryCodes codes={codes} done={() => setCodes(undefined)} />
          </section>
        </Dialog>
      )}
    </section>
  )
}

function Everywhere(): JSX.Element {
  const { isBusy, refusal, run } = useDeed()
  async function leave() {
    if (await run(() => api('POST', '/sign-out-everywhere', {}))) location.reload()
  }
  return (
    <section class="panel">
      <h2 class="kern-heading-medium">{t('account.everywhere')}</h2>
      <p class="kern-body">{t('account.everywhereIntro')}</p>
      <Refused refusal={refusal} />
      <Button onClick={leave} aria-disabled={isBusy}>
        {t('account.signOutEverywhere')}
      </Button>
    </section>
  )
}
