import type { JSX } from 'preact'
import { type AnswerOf, api, type RouteAt } from '../api.ts'
import { t } from '../texts.ts'
import { useForm } from '../use-form.ts'
import { Field } from './field.tsx'
import { Form } from './form.tsx'
import { NewApp } from './new-app.tsx'
import { PasswordField } from './password-field.tsx'

type Opened = AnswerOf<RouteAt<'POST', '/invitations/open'>>
type Props = { token: string; opened: Opened; done: (codes: readonly string[]) => void }

export function InvitationForm({ token, opened, done }: Props): JSX.Element {
  const form = useForm({ name: '', email: '', password: '', code: '' })
  const { isFirst, totp } = opened

  async function submit() {
    const { name, email, password, code } = form.values
    const who = isFirst ? { name, email } : {}
    const body = { token, sealed: totp.sealed, password, code, ...who }
    const accepted = await form.run(() => api('POST', '/invitations/accept', { body }))
    if (accepted) done(accepted.recoveryCodes)
  }

  return (
    <Form
      form={form}
      submit={submit}
      deed={t('invitation.submit')}
      isBlock
      before={
        <p class="kern-body">{isFirst ? t('invitation.firstIntro') : t('invitation.intro', { email: opened.email })}</p>
      }
    >
      {isFirst && (
        <>
          <Field id="name" label={t('invitation.name')} autoComplete="name" {...form.field('name')} required />
          <Field
            id="email"
            label={t('signIn.email')}
            type="email"
            autoComplete="username"
            {...form.field('email')}
            required
          />
        </>
      )}
      {!isFirst && <input type="hidden" name="username" autoComplete="username" value={opened.email} />}
      <PasswordField id="password" label={t('invitation.password')} isNew {...form.field('password')} />
      <NewApp app={totp} code={form.field('code')} />
    </Form>
  )
}
