import type { JSX } from 'preact'

/** What is wrong with a control, which names it by its id. */
export function Fault({ id, text }: { id: string; text: string }): JSX.Element {
  return (
    <p class="kern-error" id={id}>
      <span class="kern-icon kern-icon--danger" aria-hidden="true" />
      <span class="kern-body">{text}</span>
    </p>
  )
}
