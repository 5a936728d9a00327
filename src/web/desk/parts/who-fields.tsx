import type { JSX } from 'preact'
import { t } from '../texts.ts'
import type { Form } from '../use-form.ts'
import { Field } from './field.tsx'

/** Who works here: what they are called, and the address that they sign in with. */
export function WhoFields({ form }: { form: Form<'name' | 'email'> }): JSX.Element {
  return (
    <>
      <Field id="member-name" label={t('staff.name')} required autoComplete="off" {...form.field('name')} />
      <Field
        id="member-email"
        type="email"
        label={t('signIn.email')}
        required
        autoComplete="off"
        {...form.field('email')}
      />
    </>
  )
}
