import type { JSX } from 'preact'
import { t } from '../texts.ts'
import { Fault } from './fault.tsx'

export type Labels = {
  id: string
  label: string
  hint?: string | undefined
  error?: string | undefined
  isOptional?: boolean | undefined
}

/** `fault` is the id of what is wrong with several controls at once: it stands below them all. */
type Props = Labels & { fault?: string | undefined; children: (described: Described) => JSX.Element }

type Described = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }

/** Label, hint and error belong to their control for eyes and ears alike. */
export function Labelled({ id, label, hint, error, isOptional, fault, children }: Props): JSX.Element {
  const notes = [hint && `${id}-hint`, error && `${id}-error`, fault].filter(Boolean).join(' ')
  return (
    <div class={`kern-form-input${error ? ' kern-form-input--error' : ''}`}>
      <label class="kern-label" for={id}>
        {label} {isOptional && <span class="kern-label__optional">{t('form.optional')}</span>}
      </label>
      {hint && (
        <div class="kern-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {children({ id, ...(notes && { 'aria-describedby': notes }), ...((error || fault) && { 'aria-invalid': true }) })}
      {error && <Fault id={`${id}-error`} text={error} />}
    </div>
  )
}
