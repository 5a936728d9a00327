import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { Refused } from '../parts/refused.tsx'
import { t } from '../texts.ts'
import { useDeed } from '../use-deed.ts'
import { useKey } from '../use-key.ts'
import { type Known, whenOf } from './named.ts'
import { type By, WishOf } from './wish-of.tsx'

type Props = { visit: Known; close: () => void; cancelled: (by: By) => void }

/** Asked before a time is given back; whose wish it is is asked too. */
export function CancelDialog({ visit, close, cancelled }: Props): JSX.Element {
  const { id, startsAt } = visit
  const [by, setBy] = useState<By>('applicant')
  const [reason, setReason] = useState('')
  const { isBusy, refusal, run, faultOf } = useDeed()
  const named = useKey()

  async function submit(event: Event) {
    event.preventDefault()
    const body = { by, reason }
    const done = await run(() => named(body, (key) => api('POST', '/visits/:id/cancel', { params: { id }, body, key })))
    if (done) cancelled(by)
  }

  return (
    <Dialog title={t('people.cancelTitle')} close={close}>
      <form onSubmit={submit}>
        <section class="kern-dialog__body">
          <p class="kern-body">{t('people.cancelText', { when: whenOf(startsAt) })}</p>
          <Refused refusal={refusal} fields={['reason']} />
          <WishOf by={by} change={setBy} />
          <Field
            id="reason"
            label={t('people.reason')}
            hint={t('people.reasonHint')}
            isOptional
            value={reason}
            change={setReason}
            error={faultOf('reason')}
            autoComplete="off"
          />
        </section>
        <footer class="kern-dialog__footer">
          <Button onClick={close}>{t('form.cancel')}</Button>
          <Button look="primary" type="submit" aria-disabled={isBusy}>
            {t('people.cancelNow')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
