import type { JSX } from 'preact'
import type { AnswerOf, RouteAt } from '../api.ts'
import { language, t } from '../texts.ts'

type Refill = AnswerOf<RouteAt<'GET', '/locations/:locationId/waitlist'>>['refill']

const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 })

/** Freed times that ended in a visit, of those whose time is past: what lies ahead is not judged yet. */
export function RefillRate({ refill: { freed, settled, taken, attended } }: { refill: Refill }): JSX.Element {
  return (
    <section class="waitlist-part" aria-label={t('waitlist.rate')}>
      <h2 class="kern-heading-small">
        {t('waitlist.rate')}: {settled === 0 ? '–' : percent.format(attended / settled)}
      </h2>
      <p class="kern-body">
        {t('waitlist.rate-taken', { freed, taken })}{' '}
        {settled > 0 ? t('waitlist.rate-attended', { settled, attended }) : t('waitlist.rate-none')}
      </p>
    </section>
  )
}
