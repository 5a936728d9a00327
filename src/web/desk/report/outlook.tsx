import type { JSX } from 'preact'
import type { ReportAnswer } from '../pages/report.tsx'
import { t } from '../texts.ts'
import { count, dayOf, percent } from './numbers.ts'

/** What the coming weeks bring each department, how sure that is, and how many seats it takes: a sentence each. */
export function Outlook({ body: { outlook, names } }: { body: ReportAnswer }): JSX.Element {
  if (outlook.length === 0) return <p class="kern-body">{t('report.noOutlook')}</p>
  const departments = [...Map.groupBy(outlook, ({ departmentId }) => departmentId)]
  return (
    <>
      {departments.map(([departmentId, weeks]) => (
        <section key={departmentId}>
          <h3 class="kern-heading-small">{names.department?.[departmentId] ?? departmentId}</h3>
          <ul class="report-outlook">
            {weeks.map(({ week, seats, missing, forecast: { low, high } }) => (
              <li key={week}>
                {t('report.outlook', {
                  count: seats,
                  week: dayOf(week),
                  low: count(low),
                  high: count(high),
                  seats: count(seats),
                })}{' '}
                <strong>
                  {missing > 0 ? t('report.openMore', { count: missing, missing: count(missing) }) : t('report.enough')}
                </strong>
              </li>
            ))}
          </ul>
          {weeks[0] && (
            <p class="kern-body quiet">
              {t('report.tried', {
                weeks: count(weeks[0].forecast.weeks),
                error: percent(weeks[0].forecast.error),
                rule: t(`report.rule.${weeks[0].forecast.rule}`),
              })}
            </p>
          )}
        </section>
      ))}
    </>
  )
}
