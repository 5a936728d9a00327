import type { JSX } from 'preact'
import type { Line } from './day.ts'
import { t } from '../texts.ts'

/** The name in Latin letters, and beside it as the person writes it. */
export function PersonName({ person }: Pick<Line, 'person'>): JSX.Element {
  if (person === null) return <em>{t('today.forgotten')}</em>
  const { name, germanName, isApproximate } = person
  return (
    <>
      <strong>
        {germanName}
        {isApproximate && (
          <span title={t('today.approximate')} aria-label={t('today.approximate')}>
            {' '}
            ≈
          </span>
        )}
      </strong>
      {name !== germanName && (
        <span class="today-original">
          <bdi lang="und">{name}</bdi>
        </span>
      )}
    </>
  )
}
