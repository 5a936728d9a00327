import type { JSX } from 'preact'
import { Button } from '../parts/button.tsx'

type Props = {
  keyName: string | undefined
  label: string
  look?: 'primary' | 'secondary' | 'tertiary'
  press: () => void
  disabled?: boolean
}

/** A button with the key that does the same. */
export function KeyButton({ keyName, label, look = 'secondary', press, disabled = false }: Props): JSX.Element {
  return (
    <Button
      look={look}
      onClick={press}
      disabled={disabled}
      {...(keyName !== undefined && { 'aria-keyshortcuts': keyName })}
    >
      {label}
      {keyName !== undefined && (
        <kbd class="today-key" aria-hidden="true">
          {keyName}
        </kbd>
      )}
    </Button>
  )
}
