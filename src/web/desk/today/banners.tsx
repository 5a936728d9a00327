import type { JSX } from 'preact'
import { Link } from '../parts/link.tsx'
import { Notice } from '../parts/notice.tsx'
import { t } from '../texts.ts'
import type { DayView } from './day.ts'

/** What must not be overlooked: a lost line, and what earlier days have left open. */
export function Banners({ day, isLost }: { day: DayView | undefined; isLost: boolean }): JSX.Element {
  const { unrecorded = 0, contradictions = 0 } = day ?? {}
  return (
    <>
      {isLost && <Notice kind="danger" title={t('today.line-lost')} />}
      {unrecorded + contradictions > 0 && (
        <Notice kind="warning" title={t('today.open', { count: unrecorded })}>
          {contradictions > 0 && <p class="kern-body">{t('today.open-contradictions', { count: contradictions })}</p>}
          <Link to="/desk/heute/offen" class="kern-link">
            {t('today.settle-them')}
          </Link>
        </Notice>
      )}
    </>
  )
}
