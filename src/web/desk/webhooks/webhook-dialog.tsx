import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { WebhookEvent } from '#webhooks/event.ts'
import { api } from '../api.ts'
import { everyOf } from '../every-of.ts'
import { Field } from '../parts/field.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { MadeDialog } from '../parts/made-dialog.tsx'
import { OnceShown } from '../parts/once-shown.tsx'
import { Refused } from '../parts/refused.tsx'
import { Several } from '../parts/several.tsx'
import { t } from '../texts.ts'
import { useForm } from '../use-form.ts'

const events = everyOf<WebhookEvent>()([
  'appointment.booked',
  'appointment.moved',
  'appointment.cancelled',
  'appointment.attended',
  'appointment.corrected',
])

/** A new webhook, and then its secret, this once. */
export function WebhookDialog({ close, made }: { close: () => void; made: () => Promise<void> }): JSX.Element {
  const form = useForm({ url: '' })
  const [chosen, setChosen] = useState<readonly WebhookEvent[]>(events)
  const [secret, setSecret] = useState<string | undefined>()

  async function submit() {
    const answer = await form.run(() => api('POST', '/webhooks', { body: { ...form.values, events: [...chosen] } }))
    if (!answer) return
    setSecret(answer.secret)
    await made()
  }

  if (secret !== undefined) {
    return (
      <MadeDialog title={t('webhooks.madeTitle')} text={t('webhooks.madeText')} close={close}>
        <OnceShown label={t('webhooks.secret')} value={secret} />
      </MadeDialog>
    )
  }
  return (
    <FormDialog title={t('webhooks.add')} close={close} submit={submit} deed={t('webhooks.add')} isBusy={form.isBusy}>
      <Refused refusal={form.refusal} fields={[...form.fields, 'events']} />
      <Field
        id="webhook-url"
        label={t('webhooks.url')}
        hint={t('webhooks.urlHint')}
        required
        autoComplete="off"
        spellcheck={false}
        {...form.field('url')}
      />
      <Several
        id="event"
        label={t('webhooks.events')}
        options={events}
        nameOf={(event) => t(`webhooks.event.${event}`)}
        chosen={chosen}
        choose={setChosen}
        error={form.faultOf('events')}
      />
    </FormDialog>
  )
}
