import type { JSX } from 'preact'
import type { Choice } from '#message.ts'
import type { PageTexts } from './texts.ts'
import { useArrowKeys } from './use-arrow-keys.ts'

type Props = { choices: readonly Choice[]; texts: PageTexts; press: (choice: Choice) => void }

/** Free times of one day, before noon and after. */
export function Times({ choices, texts, press }: Props): JSX.Element {
  const { root, onKeyDown, onFocusIn, tabIndex } = useArrowKeys<HTMLDivElement>()
  const values = choices.map(({ value }) => value)
  const halves = [
    { name: texts.morning, times: choices.filter(isMorning) },
    { name: texts.afternoon, times: choices.filter((choice) => !isMorning(choice)) },
  ]
  return (
    <div class="times" ref={root} onKeyDown={onKeyDown} onFocusIn={onFocusIn}>
      {halves
        .filter(({ times }) => times.length > 0)
        .map(({ name, times }) => (
          <section aria-label={name}>
            <h2>{name}</h2>
            <div class="cells">
              {times.map((choice) => (
                <button
                  type="button"
                  value={choice.value}
                  aria-label={choice.spoken}
                  tabIndex={tabIndex(choice.value, values)}
                  onClick={() => press(choice)}
                >
                  <bdi dir="ltr">{choice.label}</bdi>
                </button>
              ))}
            </div>
          </section>
        ))}
    </div>
  )
}

function isMorning({ time }: Choice): boolean {
  return (time ?? '') < '12:00'
}
