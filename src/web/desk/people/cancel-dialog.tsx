import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { Field } from '../parts/field.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Refused } from '../parts/refused.tsx'
import { t } from '../texts.ts'
import { useForm } from '../use-form.ts'
import { useKey } from '../use-key.ts'
import { type Known, whenOf } from './named.ts'
import { type By, WishOf } from './wish-of.tsx'

type Props = { visit: Known; close: () => void; cancelled: (by: By) => void }

/** Asked before a time is given back; whose wish it is is asked too. */
export function CancelDialog({ visit, close, cancelled }: Props): JSX.Element {
  const { id, startsAt } = visit
  const [by, setBy] = useState<By>('applicant')
  const form = useForm({ reason: '' })
  const named = useKey()

  async function submit() {
    const body = { by, ...form.values }
    const done = await form.run(() =>
      named(body, (key) => api('POST', '/visits/:id/cancel', { params: { id }, body, key })),
    )
    if (done) cancelled(by)
  }

  return (
    <FormDialog
      title={t('people.cancelTitle')}
      close={close}
      submit={submit}
      deed={t('people.cancelNow')}
      isBusy={form.isBusy}
    >
      <p class="kern-body">{t('people.cancelText', { when: whenOf(startsAt) })}</p>
      <Refused refusal={form.refusal} fields={form.fields} />
      <WishOf by={by} change={setBy} />
      <Field
        id="reason"
        label={t('people.reason')}
        hint={t('people.reasonHint')}
        isOptional
        autoComplete="off"
        {...form.field('reason')}
      />
    </FormDialog>
  )
}
