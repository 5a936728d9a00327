import type { JSX } from 'preact'
import { api } from '../api.ts'
import type { Member } from '../pages/staff.tsx'
import { t } from '../texts.ts'
import { useForm } from '../use-form.ts'
import { FormDialog } from './form-dialog.tsx'
import { Refused } from './refused.tsx'
import { WhoFields } from './who-fields.tsx'

type Props = { member: Member; close: () => void; done: () => Promise<void> }

/** Another name or address of a member: who has married, or was mistyped. */
export function WhoDialog({ member: { id, name, email }, close, done }: Props): JSX.Element {
  const form = useForm({ name, email })

  async function submit() {
    if (await form.run(() => api('PUT', '/staff/:id', { params: { id }, body: form.values }))) await done()
  }

  return (
    <FormDialog
      title={t('staff.changeTitle', { name })}
      close={close}
      submit={submit}
      deed={t('form.save')}
      isBusy={form.isBusy}
    >
      <Refused refusal={form.refusal} fields={form.fields} />
      <WhoFields form={form} />
    </FormDialog>
  )
}
