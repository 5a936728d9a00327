import type { ComponentChildren, JSX } from 'preact'
import { t } from '../texts.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

type Props = { title: string; text: string; close: () => void; children: ComponentChildren }

/** What was just made, shown this once. */
export function MadeDialog({ title, text, close, children }: Props): JSX.Element {
  return (
    <Dialog title={title} close={close}>
      <section class="kern-dialog__body">
        <p class="kern-body">{text}</p>
        {children}
      </section>
      <footer class="kern-dialog__footer">
        <Button look="primary" onClick={close}>
          {t('form.done')}
        </Button>
      </footer>
    </Dialog>
  )
}
