import type { ComponentChildren, JSX } from 'preact'

type Props = { kind: 'info' | 'success' | 'warning' | 'danger'; title: string; children?: ComponentChildren }

/** Something to be noticed; what went wrong is read aloud at once. */
export function Notice({ kind, title, children }: Props): JSX.Element {
  return (
    <div class={`kern-alert kern-alert--${kind}`} role={kind === 'danger' ? 'alert' : 'status'}>
      <div class="kern-alert__header">
        <span class={`kern-icon kern-icon--${kind}`} aria-hidden="true" />
        <span class="kern-title">{title}</span>
      </div>
      {children !== undefined && <div class="kern-alert__body">{children}</div>}
    </div>
  )
}
