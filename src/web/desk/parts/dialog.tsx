import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { t } from '../texts.ts'

type Props = {
  title: string
  /** Without it the dialog can't be left. */
  close?: (() => void) | undefined
  children: ComponentChildren
}

/** Something to be settled first: its first field has the focus, or its name. Escape leaves it; the focus stays inside and goes back to where it was. */
export function Dialog({ title, close, children }: Props): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()

  useEffect(() => {
    const opener = document.activeElement
    dialog.current?.showModal()
    // By itself the first button would have it, and that is the one to close.
    const field = dialog.current?.querySelector<HTMLElement>(':is(input, select, textarea):enabled:not([type=hidden])')
    ;(field ?? heading.current)?.focus()
    // It is gone by then and can't give the focus back itself.
    return () => {
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])

  return (
    <dialog
      ref={dialog}
      class="kern-dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        close?.()
      }}
    >
      <header class="kern-dialog__header">
        <h2 class="kern-title kern-title--large" id={id} ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {close && (
          <button type="button" class="kern-btn kern-btn--tertiary" onClick={close}>
            <span class="kern-icon kern-icon--close" aria-hidden="true" />
            <span class="kern-label kern-sr-only">{t('form.close')}</span>
          </button>
        )}
      </header>
      {children}
    </dialog>
  )
}
