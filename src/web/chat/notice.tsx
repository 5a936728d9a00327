import type { JSX } from 'preact'
import type { View } from './chat.ts'

/** Says why messages wait. The region is always there, so that what appears in it is read aloud. */
export function Notice({ view: { trouble, texts } }: { view: View }): JSX.Element {
  return (
    <div role="status" class="notice">
      {trouble && <p class="column">{texts[trouble]}</p>}
    </div>
  )
}
