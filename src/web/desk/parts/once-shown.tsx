import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../texts.ts'
import { Button } from './button.tsx'

/** Something that is shown this once, to be handed on. */
export function OnceShown({ label, value }: { label: string; value: string }): JSX.Element {
  const [isCopied, setIsCopied] = useState(false)
  async function copy() {
    await navigator.clipboard.writeText(value)
    setIsCopied(true)
  }
  return (
    <div class="once">
      <p class="kern-label">{label}</p>
      <code class="once-value">{value}</code>
      {'clipboard' in navigator && (
        <Button icon="content-copy" onClick={copy}>
          {t('form.copy')}
        </Button>
      )}
      <span role="status" class="once-copied">
        {isCopied && t('form.copied')}
      </span>
    </div>
  )
}
