import type { JSX } from 'preact'
import type { Refusal } from '../api.ts'
import { t } from '../texts.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Refused } from './refused.tsx'

type Props = {
  title: string
  text: string
  deed: string
  isBusy: boolean
  refusal: Refusal | undefined
  close: () => void
  yes: () => Promise<void>
}

/** Asked before something that can't be taken back. The button says what it does. */
export function ConfirmDialog({ title, text, deed, isBusy, refusal, close, yes }: Props): JSX.Element {
  return (
    <Dialog title={title} close={close}>
      <section class="kern-dialog__body">
        <p class="kern-body">{text}</p>
        <Refused refusal={refusal} />
      </section>
      <footer class="kern-dialog__footer">
        <Button onClick={close}>{t('form.cancel')}</Button>
        <Button look="primary" onClick={yes} aria-disabled={isBusy}>
          {deed}
        </Button>
      </footer>
    </Dialog>
  )
}
