import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { t } from '../texts.ts'
import { useForm } from '../use-form.ts'
import { Button } from './button.tsx'
import { Field } from './field.tsx'
import { Form } from './form.tsx'
import { PasswordField } from './password-field.tsx'

/** Password and code in one: which of them was wrong is not said. What was typed stays. */
export function SignInForm({ email: known = '', done }: { email?: string; done: () => Promise<void> }): JSX.Element {
  const form = useForm({ email: known, password: '', code: '' })
  const [isRecovery, setIsRecovery] = useState(false)

  async function submit() {
    if (await form.run(() => api('POST', '/sign-in', { body: form.values }))) await done()
  }

  return (
    <Form
      form={form}
      submit={submit}
      deed={t('signIn.submit')}
      isBlock
      after={
        <Button look="tertiary" onClick={() => setIsRecovery(!isRecovery)}>
          {isRecovery ? t('signIn.useApp') : t('signIn.useRecovery')}
        </Button>
      }
    >
      <Field
        id="email"
        label={t('signIn.email')}
        type="email"
        autoComplete="username"
        {...form.field('email')}
        required
      />
      <PasswordField id="password" label={t('signIn.password')} {...form.field('password')} />
      <Field
        key={String(isRecovery)}
        id="code"
        label={isRecovery ? t('signIn.recoveryCode') : t('signIn.code')}
        hint={isRecovery ? t('signIn.recoveryHint') : t('signIn.codeHint')}
        inputMode={isRecovery ? 'text' : 'numeric'}
        autoComplete={isRecovery ? 'off' : 'one-time-code'}
        spellcheck={false}
        autoCapitalize="off"
        {...form.field('code')}
        required
      />
    </Form>
  )
}
