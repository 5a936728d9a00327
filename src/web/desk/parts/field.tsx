import { createElement, type JSX, type TargetedInputEvent } from 'preact'
import { Labelled, type Labels } from './labelled.tsx'

type Props = Labels & {
  value: string
  change: (value: string) => void
  type?: 'text' | 'email' | 'password' | 'search' | 'date' | 'time' | 'number' | 'tel' | 'url'
  autoComplete?: string
  autoCapitalize?: 'off' | 'words'
  inputMode?: 'text' | 'numeric'
  spellcheck?: boolean
  required?: boolean
  min?: string
  max?: string
  dir?: 'auto' | 'ltr'
}

/** One line to type in, with its label, its hint and what is wrong with it. */
export function Field({ id, label, hint, error, isOptional, change, ...rest }: Props): JSX.Element {
  return (
    <Labelled {...{ id, label, hint, error, isOptional }}>
      {(described) =>
        // As an element of JSX an input has a type of its own for each value of `type`.
        createElement('input', {
          class: `kern-form-input__input${error ? ' kern-form-input__input--error' : ''}`,
          onInput: ({ currentTarget }: TargetedInputEvent<HTMLInputElement>) => change(currentTarget.value),
          ...rest,
          ...described,
        })
      }
    </Labelled>
  )
}
