import type { JSX } from 'preact'
import { api } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { ConfirmButton } from '../parts/confirm-button.tsx'
import { type Bookable, placeNamed } from '../people/named.ts'
import { instant, t } from '../texts.ts'
import type { Draw } from './named.ts'

type Props = {
  draw: Draw
  places: Bookable | undefined
  isShown: boolean
  show: () => void
  done: (said: string) => Promise<void>
}

/** A draw, and what can still be done with it. */
export function DrawRow({ draw, places, isShown, show, done }: Props): JSX.Element {
  const { department, service, location } = placeNamed(places, draw)
  const { state, opensAt, closesAt, drawsAt } = draw
  const params = { id: draw.id }
  const when = instant(drawsAt)

  return (
    <tr class="kern-table__row">
      <th class="kern-table__cell about" scope="row">
        {service}
        <span class="quiet">
          {department}, {location}
        </span>
        {draw.firstStart && draw.lastStart && (
          <span class="quiet">
            {t('draws.days', { first: instant(draw.firstStart), last: instant(draw.lastStart) })}
          </span>
        )}
      </th>
      <td class="kern-table__cell">
        {t('draws.window', { opens: instant(opensAt), closes: instant(closesAt) })}
        <span class="quiet">{t('draws.drawsAt', { when: instant(draw.drawnAt ?? drawsAt) })}</span>
      </td>
      <td class="kern-table__cell">
        {t('draws.entered', { count: draw.entries })}
        <span class="quiet">{t('draws.places', { count: draw.places })}</span>
      </td>
      <td class="kern-table__cell">
        <span class={`kern-badge kern-badge--${looks[state]}`}>
          <span class="kern-label kern-label--small">{t(`draws.is.${state}`)}</span>
        </span>
      </td>
      <td class="kern-table__cell">
        <div class="row-deeds">
          <Button look="tertiary" onClick={show} aria-expanded={isShown} aria-label={t('draws.showOf', { when })}>
            {t('draws.show')}
          </Button>
          {state === 'closed' && (
            <ConfirmButton
              deed={t('draws.drawNow')}
              title={t('draws.drawTitle')}
              text={t('draws.drawText', { when })}
              act={() => api('POST', '/draws/:id/draw', { params })}
              done={({ lots }) => done(t('draws.didDraw', { count: lots }))}
            />
          )}
          {(state === 'announced' || state === 'open' || state === 'closed') && (
            <ConfirmButton
              deed={t('draws.cancel')}
              title={t('draws.cancelTitle')}
              text={t('draws.cancelText', { when })}
              act={() => api('POST', '/draws/:id/cancel', { params })}
              done={() => done(t('draws.didCancel'))}
            />
          )}
        </div>
      </td>
    </tr>
  )
}

const looks = {
  announced: 'info',
  open: 'success',
  closed: 'warning',
  drawn: 'info',
  settled: 'info',
  cancelled: 'danger',
} as const
