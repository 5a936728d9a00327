import type { JSX } from 'preact'

/** The letters and digits that codes are made of, in the order of a keyboard. */
const letters = '23456789CDFHJKMNPQRTVWX'

/** Large keys, so that nobody has to look for a letter on a foreign keyboard. */
export function Keypad({
  press,
  erase,
  eraseLabel,
}: {
  press: (letter: string) => void
  erase: () => void
  eraseLabel: string
}): JSX.Element {
  return (
    <div class="kiosk-keys" dir="ltr">
      {[...letters].map((letter) => (
        <button type="button" key={letter} onClick={() => press(letter)}>
          {letter}
        </button>
      ))}
      <button type="button" class="kiosk-erase" onClick={erase} aria-label={eraseLabel}>
        ⌫
      </button>
    </div>
  )
}
