import type { JSX } from 'preact'
import { Check } from './check.tsx'
import { Fault } from './fault.tsx'

type Props<Value extends string> = {
  id: string
  label: string
  options: readonly Value[]
  nameOf: (value: Value) => string
  chosen: readonly Value[]
  choose: (chosen: readonly Value[]) => void
  error?: string | undefined
}

/** Any of several, in the order in which they are offered. */
export function Several<Value extends string>({ id, label, options, nameOf, ...choice }: Props<Value>): JSX.Element {
  const { chosen, choose, error } = choice
  return (
    <fieldset class={`kern-fieldset${error ? ' kern-fieldset--error' : ''}`}>
      <legend class="kern-label">{label}</legend>
      <div class="kern-fieldset__body several">
        {options.map((value) => (
          <Check
            key={value}
            id={`${id}-${value}`}
            label={nameOf(value)}
            isOn={chosen.includes(value)}
            fault={error && `${id}-error`}
            turn={(isOn) => choose(options.filter((each) => (each === value ? isOn : chosen.includes(each))))}
          />
        ))}
      </div>
      {error && <Fault id={`${id}-error`} text={error} />}
    </fieldset>
  )
}
