import type { JSX } from 'preact'

type Props = {
  id: string
  label: string
  isOn: boolean
  turn: (isOn: boolean) => void
  /** The id of what is wrong with it. */
  fault?: string | undefined
}

/** Yes or no. */
export function Check({ id, label, isOn, turn, fault }: Props): JSX.Element {
  return (
    <div class="kern-form-check">
      <input
        class="kern-form-check__checkbox"
        type="checkbox"
        id={id}
        checked={isOn}
        onChange={({ currentTarget }) => {
          const wanted = currentTarget.checked
          // Whether it is turned is for whoever draws it to say.
          currentTarget.checked = isOn
          turn(wanted)
        }}
        {...(fault && { 'aria-invalid': true, 'aria-describedby': fault })}
      />
      <label class="kern-label" for={id}>
        {label}
      </label>
    </div>
  )
}
