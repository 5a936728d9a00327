import type { JSX } from 'preact'
import { t } from '../texts.ts'

export type Labels = {
  id: string
  label: string
  hint?: string | undefined
  error?: string | undefined
  isOptional?: boolean | undefined
}

type Described = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }

/** Label, hint and error belong to their control for eyes and ears alike. */
export function Labelled({
  id,
  label,
  hint,
  error,
  isOptional,
  children,
}: Labels & { children: (described: Described) => JSX.Element }): JSX.Element {
  const notes = [...(hint ? [`${id}-hint`] : []), ...(error ? [`${id}-error`] : [])].join(' ')
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
      {children({ id, ...(notes && { 'aria-describedby': notes }), ...(error && { 'aria-invalid': true }) })}
      {error && (
        <p class="kern-error" id={`${id}-error`}>
          <span class="kern-icon kern-icon--danger" aria-hidden="true" />
          <span class="kern-body">{error}</span>
        </p>
      )}
    </div>
  )
}
