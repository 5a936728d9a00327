import type { ComponentChildren, JSX } from 'preact'
import { t } from '../texts.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { SentForm } from './sent-form.tsx'

type Props = {
  title: string
  close: () => void
  submit: () => Promise<void>
  /** What the button does. */
  deed: string
  isBusy: boolean
  /** Another deed, before the two that every form has. */
  more?: ComponentChildren
  children: ComponentChildren
}

/** A form of its own: it is sent, or left without a trace. */
export function FormDialog({ title, close, submit, deed, isBusy, more, children }: Props): JSX.Element {
  return (
    <Dialog title={title} close={close}>
      <SentForm submit={submit}>
        <section class="kern-dialog__body">{children}</section>
        <footer class="kern-dialog__footer">
          {more}
          <Button onClick={close}>{t('form.cancel')}</Button>
          <Button look="primary" type="submit" aria-disabled={isBusy}>
            {deed}
          </Button>
        </footer>
      </SentForm>
    </Dialog>
  )
}
