import type { JSX } from 'preact'
import type { ReportAnswer } from '../pages/report.tsx'
import { t } from '../texts.ts'
import { FiguresTable } from './figures-table.tsx'

/** The departments, those of the former timer together, and all. */
export function RateTable({ body: { report, names } }: { body: ReportAnswer }): JSX.Element {
  const name = (id: string) => names.department?.[id] ?? id
  const { timed, total, groups } = report
  const lines = [
    ...groups.department.map(({ key, figures }) => ({ key, label: name(key), figures })),
    ...(timed
      ? [{ key: 'timed', label: timed.departmentIds.map(name).join(' + '), figures: timed.figures, isSum: true }]
      : []),
    { key: 'total', label: t('report.total'), figures: total, isSum: true },
  ]
  return <FiguresTable label={t('report.byDepartment')} first={t('report.dimension.department')} lines={lines} />
}
