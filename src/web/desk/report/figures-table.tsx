import type { JSX } from 'preact'
import type { ReportAnswer } from '../pages/report.tsx'
import { Table } from '../parts/table.tsx'
import { t } from '../texts.ts'
import { count, percent } from './numbers.ts'

type Figures = ReportAnswer['report']['total']
export type Line = { key: string; label: string; figures: Figures; isSum?: boolean }

/** A line for each group, with what is known and between what the true share lies. */
export function FiguresTable({
  label,
  first,
  lines,
}: {
  label: string
  first: string
  lines: readonly Line[]
}): JSX.Element {
  const columns = ['booked', 'cancelled', 'visits', 'attended', 'noShow', 'unrecorded', 'rate', 'between'] as const
  return (
    <Table label={label} columns={[first, ...columns.map((column) => t(`report.${column}`))]} isSmall>
      {lines.map(({ key, label, figures, isSum }) => (
        <tr class={`kern-table__row${isSum ? ' report-sum' : ''}`} key={key}>
          <th class="kern-table__cell" scope="row">
            {label}
          </th>
          {numbers(figures).map((number, index) => (
            <td class="kern-table__cell report-number" key={columns[index]}>
              {number}
            </td>
          ))}
        </tr>
      ))}
    </Table>
  )
}

function numbers(figures: Figures): string[] {
  const { bookings, cancelledByApplicant, cancelledByOffice, visits, attended, noShow, unrecorded, rate } = figures
  return [
    ...[bookings, cancelledByApplicant + cancelledByOffice, visits, attended, noShow, unrecorded].map(count),
    percent(rate),
    figures.upper === null ? '–' : `${percent(figures.lower)} – ${percent(figures.upper)}`,
  ]
}
