import type { JSX } from 'preact'
import { t } from '../texts.ts'
import { type Counts, settled, states } from './broadcast.ts'

/** How far it has got, drawn: each state's share of the audience, in the order of the table below it. */
export function Progress({ counts, people }: { counts: Counts; people: number }): JSX.Element {
  const done = settled(counts)
  const percent = people === 0 ? 0 : Math.floor((done / people) * 100)
  return (
    <div class="broadcast-progress">
      <div class="broadcast-bar" role="img" aria-label={`${t('broadcasts.progress')}: ${percent} %`}>
        {states.map(
          (state) =>
            counts[state] > 0 && (
              <span key={state} class={`broadcast-part broadcast-is-${state}`} style={{ flexGrow: counts[state] }} />
            ),
        )}
      </div>
      <p class="broadcast-percent">
        {done} / {people} ({percent} %)
      </p>
    </div>
  )
}
