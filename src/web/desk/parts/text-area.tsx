import type { JSX } from 'preact'
import { Labelled, type Labels } from './labelled.tsx'

type Props = Labels & { value: string; change: (value: string) => void; lang?: string; rows?: number }

/** Several lines to type in. */
export function TextArea({ id, label, hint, error, isOptional, value, change, lang, rows = 5 }: Props): JSX.Element {
  return (
    <Labelled {...{ id, label, hint, error, isOptional }}>
      {(described) => (
        <textarea
          class={`kern-form-input__input${error ? ' kern-form-input__input--error' : ''}`}
          rows={rows}
          dir="auto"
          value={value}
          onInput={({ currentTarget }) => change(currentTarget.value)}
          {...(lang !== undefined && { lang })}
          {...described}
        />
      )}
    </Labelled>
  )
}
