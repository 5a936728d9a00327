import type { ComponentChildren, JSX } from 'preact'
import { go } from '../navigation.ts'

type Props = { to: string; class?: string; isCurrent?: boolean; label?: string; children: ComponentChildren }

/** A link to another page of the desk. Opened in a new tab it is an ordinary one. */
export function Link({ to, class: name, isCurrent = false, label, children }: Props): JSX.Element {
  return (
    <a
      href={to}
      {...(name && { class: name })}
      {...(label && { 'aria-label': label })}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        go(to)
      }}
    >
      {children}
    </a>
  )
}
