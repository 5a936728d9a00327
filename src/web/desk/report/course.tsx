import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { ReportAnswer } from '../pages/report.tsx'
import { Button } from '../parts/button.tsx'
import { Table } from '../parts/table.tsx'
import { t } from '../texts.ts'
import { count, dayOf, decimal, monthOf } from './numbers.ts'

/** Month by month or week by week: who came, what was given back and taken again, how long one waited. */
export function Course({ timeline }: { timeline: ReportAnswer['timeline'] }): JSX.Element {
  const [isWeekly, setIsWeekly] = useState(false)
  const columns = [
    'attended',
    'noShow',
    'unrecorded',
    'cancelled',
    'freed',
    'refilled',
    'refilledAttended',
    'wasted',
    'waited',
  ] as const
  const first = t(isWeekly ? 'report.week' : 'report.month')
  return (
    <>
      <div class="row-deeds">
        <Button aria-pressed={!isWeekly} onClick={() => setIsWeekly(false)}>
          {t('report.months')}
        </Button>
        <Button aria-pressed={isWeekly} onClick={() => setIsWeekly(true)}>
          {t('report.weeks')}
        </Button>
      </div>
      <Table label={t('report.course')} columns={[first, ...columns.map((column) => t(`report.${column}`))]} isSmall>
        {(isWeekly ? timeline.weeks : timeline.months).map((stretch) => (
          <tr class="kern-table__row" key={stretch.from}>
            <th class="kern-table__cell" scope="row">
              {isWeekly ? dayOf(stretch.from) : monthOf(stretch.from)}
            </th>
            {columns.map((column) => (
              <td class="kern-table__cell report-number" key={column}>
                {column === 'waited' ? decimal(stretch.waited) : count(stretch[column])}
              </td>
            ))}
          </tr>
        ))}
      </Table>
      <p class="kern-body quiet">{t('report.courseNote')}</p>
    </>
  )
}
