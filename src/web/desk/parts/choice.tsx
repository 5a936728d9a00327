import type { JSX } from 'preact'
import { Labelled, type Labels } from './labelled.tsx'

type Props = Labels & {
  fault?: string | undefined
  value: string
  options: readonly { value: string; label: string }[]
  change: (value: string) => void
}

/** One of few. */
export function Choice({ id, label, hint, error, isOptional, fault, value, options, change }: Props): JSX.Element {
  return (
    <Labelled {...{ id, label, hint, error, isOptional, fault }}>
      {(described) => (
        <div class="kern-form-input__select-wrapper">
          <select
            class="kern-form-input__select"
            value={value}
            onChange={({ currentTarget }) => change(currentTarget.value)}
            {...described}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value} selected={option.value === value}>
                {option.label}
              </option>
            ))}
          </select>
        </div>
      )}
    </Labelled>
  )
}
