import type { JSX } from 'preact'
import type { ReportAnswer } from '../pages/report.tsx'
import { t } from '../texts.ts'
import { count, percent } from './numbers.ts'

/** In sentences: what was recorded, what nobody recorded, and what follows from it. */
export function Known({ body: { report, names } }: { body: ReportAnswer }): JSX.Element {
  const { attended, noShow, legacyNoShow, unrecorded, unrecordedShare, visits, rate, lower, upper, estimate } =
    report.timed?.figures ?? report.total
  if (visits === 0) return <p class="kern-body">{t('report.noVisits')}</p>
  return (
    <div class="report-known">
      {report.timed && (
        <p class="kern-body kern-body--bold">
          {t('report.about', {
            departments: report.timed.departmentIds.map((id) => names.department?.[id] ?? id).join(' + '),
          })}
        </p>
      )}
      <p class="kern-body report-first">
        {t('report.recordedSentence', {
          count: attended + noShow,
          noShow: count(noShow),
          all: count(attended + noShow),
          rate: percent(rate),
        })}
      </p>
      {unrecorded > 0 && (
        <p class="kern-body">
          {t('report.unrecordedSentence', {
            count: visits,
            unrecorded: count(unrecorded),
            visits: count(visits),
            share: percent(unrecordedShare),
          })}
        </p>
      )}
      {legacyNoShow > 0 && (
        <p class="kern-body">{t('report.legacySentence', { count: legacyNoShow, noShow: count(legacyNoShow) })}</p>
      )}
      <p class="kern-body">{t('report.betweenSentence', { lower: percent(lower), upper: percent(upper) })}</p>
      {estimate && (
        <p class="kern-body">
          {t('report.estimateSentence', {
            from: count(estimate.from),
            to: count(estimate.to),
            presentFrom: count(estimate.presentFrom),
            presentTo: count(estimate.presentTo),
            noShow: count(legacyNoShow),
          })}
        </p>
      )}
    </div>
  )
}
