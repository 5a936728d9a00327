import type { JSX } from 'preact'
import type { ReportAnswer } from '../pages/report.tsx'
import { t } from '../texts.ts'
import { FiguresTable } from './figures-table.tsx'

type Props = { body: ReportAnswer; dimension: 'service' | 'location' | 'channel' | 'language' }

/** The same figures by something else; opened by whoever wants it. */
export function Breakdown({ body: { report, names }, dimension }: Props): JSX.Element {
  const first = t(`report.dimension.${dimension}`)
  const lines = report.groups[dimension].map(({ key, departmentId, figures }) => ({
    key: `${departmentId ?? ''}/${key}`,
    label: [
      names[dimension]?.[key] ?? key,
      ...(departmentId ? [names.department?.[departmentId] ?? departmentId] : []),
    ].join(', '),
    figures,
  }))
  return (
    <details class="report-breakdown">
      <summary>{t(`report.by.${dimension}`)}</summary>
      <FiguresTable label={t(`report.by.${dimension}`)} first={first} lines={lines} />
    </details>
  )
}
