import type { JSX } from 'preact'

type Props = { id: string; label: string; isOn: boolean; turn: (isOn: boolean) => void }

/** Yes or no. */
export function Check({ id, label, isOn, turn }: Props): JSX.Element {
  return (
    <div class="kern-form-check">
      <input
        class="kern-form-check__checkbox"
        type="checkbox"
        id={id}
        checked={isOn}
        onChange={({ currentTarget }) => turn(currentTarget.checked)}
      />
      <label class="kern-label" for={id}>
        {label}
      </label>
    </div>
  )
}
