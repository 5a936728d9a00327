import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { OnceShown } from '../parts/once-shown.tsx'
import { Refused } from '../parts/refused.tsx'
import { t } from '../texts.ts'
import { useDeed } from '../use-deed.ts'

const events = [
  'appointment.booked',
  'appointment.moved',
  'appointment.cancelled',
  'appointment.attended',
  'appointment.corrected',
] as const
type EventName = (typeof events)[number]

/** A new webhook, and then its secret, this once. */
export function WebhookDialog({ close, made }: { close: () => void; made: () => Promise<void> }): JSX.Element {
  const [url, setUrl] = useState('')
  const [chosen, setChosen] = useState<readonly EventName[]>(events)
  const [secret, setSecret] = useState<string | undefined>()
  const { isBusy, refusal, run, faultOf } = useDeed()

  async function submit(event: Event) {
    event.preventDefault()
    const answer = await run(() => api('POST', '/webhooks', { body: { url, events: [...chosen] } }))
    if (!answer) return
    setSecret(answer.secret)
    await made()
  }

  if (secret !== undefined) {
    return (
      <Dialog title={t('webhooks.madeTitle')} close={close}>
        <section class="kern-dialog__body">
          <p class="kern-body">{t('webhooks.madeText')}</p>
          <OnceShown label={t('webhooks.secret')} value={secret} />
        </section>
        <footer class="kern-dialog__footer">
          <Button look="primary" onClick={close}>
            {t('form.done')}
          </Button>
        </footer>
      </Dialog>
    )
  }
  const toggle = (event: EventName) =>
    setChosen(chosen.includes(event) ? chosen.filter((each) => each !== event) : [...chosen, event])
  return (
    <Dialog title={t('webhooks.add')} close={close}>
      <form onSubmit={submit}>
        <section class="kern-dialog__body">
          <Refused refusal={refusal} fields={['url']} />
          <Field
            id="webhook-url"
            label={t('webhooks.url')}
            hint={t('webhooks.urlHint')}
            value={url}
            change={setUrl}
            error={faultOf('url')}
            required
            autoComplete="off"
            spellcheck={false}
          />
          <fieldset class="kern-fieldset">
            <legend class="kern-label">{t('webhooks.events')}</legend>
            <div class="kern-fieldset__body scopes">
              {events.map((event) => (
                <div class="kern-form-check" key={event}>
                  <input
                    class="kern-form-check__checkbox"
                    type="checkbox"
                    id={`event-${event}`}
                    checked={chosen.includes(event)}
                    onChange={() => toggle(event)}
                  />
                  <label class="kern-label" for={`event-${event}`}>
                    {t(`webhooks.event.${event}`)}
                  </label>
                </div>
              ))}
            </div>
          </fieldset>
        </section>
        <footer class="kern-dialog__footer">
          <Button onClick={close}>{t('form.cancel')}</Button>
          <Button look="primary" type="submit" aria-disabled={isBusy}>
            {t('webhooks.add')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
