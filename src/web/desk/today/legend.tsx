import type { JSX } from 'preact'
import { t } from '../texts.ts'

const keys = ['n', 'b', 'e', 'x', 'z', 'a', 'u'] as const

/** Which key does what; who speaks to the machine or presses by accident turns them off. */
export function Legend({ isOn, turn }: { isOn: boolean; turn: (isOn: boolean) => void }): JSX.Element {
  return (
    <aside class="today-legend" aria-label={t('today.keys')}>
      <label class="today-keys-on">
        <input type="checkbox" checked={isOn} onChange={({ currentTarget }) => turn(currentTarget.checked)} />{' '}
        {t('today.keys')}
      </label>
      {isOn && (
        <ul>
          {keys.map((key) => (
            <li key={key}>
              <kbd class="today-key">{key}</kbd> {t(`today.key-${key}`)}
            </li>
          ))}
        </ul>
      )}
    </aside>
  )
}
