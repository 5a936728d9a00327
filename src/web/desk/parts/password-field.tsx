import type { JSX } from 'preact'
import { t } from '../texts.ts'
import { Field } from './field.tsx'

type Props = {
  id: string
  label: string
  value: string
  change: (value: string) => void
  error: string | undefined
  /** One to be thought up: password managers offer one, and it is said what is asked of it. */
  isNew?: boolean
}

export function PasswordField({ isNew = false, ...rest }: Props): JSX.Element {
  return (
    <Field
      type="password"
      autoComplete={isNew ? 'new-password' : 'current-password'}
      hint={isNew ? t('invitation.passwordHint') : undefined}
      required
      {...rest}
    />
  )
}
