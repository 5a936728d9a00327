import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { type Bookable, placeNamed } from '../people/named.ts'
import { instant, t } from '../texts.ts'
import { useDeed } from '../use-deed.ts'
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
  const [asked, setAsked] = useState<'draw' | 'cancel' | undefined>()
  const { isBusy, refusal, run, clear } = useDeed()
  const { department, service, location } = placeNamed(places, draw)
  const { state, opensAt, closesAt, drawsAt } = draw
  const params = { id: draw.id }

  async function carryOut() {
    const answer = await run(() =>
      asked === 'draw' ? api('POST', '/draws/:id/draw', { params }) : api('POST', '/draws/:id/cancel', { params }),
    )
    if (!answer) return
    setAsked(undefined)
    await done(asked === 'draw' ? t('draws.didDraw', { count: answer.lots }) : t('draws.didCancel'))
  }

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
          <Button
            look="tertiary"
            onClick={show}
            aria-expanded={isShown}
            aria-label={t('draws.showOf', { when: instant(drawsAt) })}
          >
            {t('draws.show')}
          </Button>
          {state === 'closed' && (
            <Button look="tertiary" onClick={() => setAsked('draw')}>
              {t('draws.drawNow')}
            </Button>
          )}
          {(state === 'announced' || state === 'open' || state === 'closed') && (
            <Button look="tertiary" onClick={() => setAsked('cancel')}>
              {t('draws.cancel')}
            </Button>
          )}
        </div>
        {asked && (
          <ConfirmDialog
            title={t(`draws.${asked}Title`)}
            text={t(`draws.${asked}Text`, { when: instant(drawsAt) })}
            deed={t(asked === 'draw' ? 'draws.drawNow' : 'draws.cancel')}
            isBusy={isBusy}
            refusal={refusal}
            close={() => {
              clear()
              setAsked(undefined)
            }}
            yes={carryOut}
          />
        )}
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
