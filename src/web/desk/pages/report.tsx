import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { type AnswerOf, api, type RouteAt } from '../api.ts'
import { Loaded } from '../parts/loaded.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Breakdown } from '../report/breakdown.tsx'
import { Course } from '../report/course.tsx'
import { Downloads } from '../report/downloads.tsx'
import { Known } from '../report/known.tsx'
import { Outlook } from '../report/outlook.tsx'
import { Talks } from '../report/talks.tsx'
import { PeriodForm } from '../report/period-form.tsx'
import { addressed, type Period } from '../report/period.ts'
import { RateTable } from '../report/rate-table.tsx'
import { Recording } from '../report/recording.tsx'
import { Chart } from '../report/chart.tsx'
import { dayRange } from '../report/numbers.ts'
import { t } from '../texts.ts'
import { useLoad } from '../use-load.ts'

export type ReportAnswer = AnswerOf<RouteAt<'GET', '/report'>>

/** The committee's question: who came, who did not, and what nobody knows. */
export function page(): JSX.Element {
  const [period, setPeriod] = useState<Period>(addressed)
  const asked = useLoad(() => api('GET', '/report', { query: period }), [period])
  return (
    <div class="report">
      <PageHead title={t('report.title')} intro={t('report.intro')} />
      <PeriodForm key={JSON.stringify(period)} period={period} shown={asked.body?.report} choose={setPeriod} />
      <Loaded of={asked}>
        {(body) => (
          <>
            <div class="report-head">
              <h2 class="kern-heading-medium">{dayRange(body.report.from, body.report.to)}</h2>
              <Downloads from={body.report.from} to={body.report.to} />
            </div>
            {body.report.total.bookings === 0 ? (
              <p class="kern-body">{t('report.nothing')}</p>
            ) : (
              <>
                <Known body={body} />
                {body.charts.rate && <Chart svg={body.charts.rate} label={t('report.rateChart')} />}
                <RateTable body={body} />
                <Recording figures={body.report.total} />
                <h2 class="kern-heading-medium">{t('report.course')}</h2>
                {body.charts.course && <Chart svg={body.charts.course} label={t('report.courseChart')} />}
                <Course timeline={body.timeline} />
                <h2 class="kern-heading-medium">{t('report.coming')}</h2>
                <Outlook body={body} />
                <h2 class="kern-heading-medium">{t('report.talks')}</h2>
                <Talks talks={body.talks} />
                <h2 class="kern-heading-medium">{t('report.further')}</h2>
                {(['service', 'location', 'channel', 'language'] as const).map((dimension) => (
                  <Breakdown key={dimension} body={body} dimension={dimension} />
                ))}
              </>
            )}
          </>
        )}
      </Loaded>
    </div>
  )
}
