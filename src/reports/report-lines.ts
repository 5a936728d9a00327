import { leads } from './counted.ts'
import { officeEstimate } from './estimate.ts'
import type { Figures } from './figures.ts'
import type { Names } from './names.ts'
import { type Dimension, dimensions, type Report } from './report.ts'

/** The report as text, for a terminal. */
export function reportLines(report: Report, names: Names): string[] {
  const { from, to, total, timed, groups } = report
  if (total.bookings + total.moved === 0) return [`Nothing was booked from ${from} to ${to}.`]
  const label = (dimension: Dimension) => (key: string) => names(dimension, key)
  const departments = groups.department.map(({ key, figures }) => row(label('department')(key), figures))
  const both = timed ? [row(timed.departmentIds.map(label('department')).join(' + '), timed.figures)] : []
  return [
    `Appointments from ${from} to ${to}`,
    '',
    ...table([head('Department'), ...departments, ...both, row('Total', total)]),
    '',
    ...explain(timed?.figures ?? total),
    ...section(
      'Who recorded',
      total.recordedBy.map(({ recorder, count }) => [recorder, whole(count)]),
    ),
    ...section(
      'Cancelled how long before',
      total.cancelled.map(({ lead, byApplicant, byOffice }) => [
        before[lead],
        `${whole(byApplicant)} by applicants`,
        `${whole(byOffice)} by the office`,
      ]),
    ),
    ...dimensions
      .slice(1)
      .flatMap((dimension) => [
        '',
        ...table([
          head(`By ${dimension}`),
          ...groups[dimension].map(({ key, figures }) => row(label(dimension)(key), figures)),
        ]),
      ]),
  ]
}

/** What is known of the rate, and what is not. */
function explain({
  visits,
  noShow,
  attended,
  legacyNoShow,
  unrecorded,
  rate,
  lower,
  upper,
  estimate,
}: Figures): string[] {
  if (visits === 0) return ['No visit of this period is over.']
  return [
    `Recorded as not come: ${whole(noShow)} of ${whole(attended + noShow)} = ${percent(rate)}. Not recorded at all: ${whole(unrecorded)} of ${whole(visits)}.`,
    ...(legacyNoShow > 0
      ? [`${whole(legacyNoShow)} of them were recorded by a tool whose timer sets "did not come" where nobody clicked.`]
      : []),
    `The true share lies between ${percent(lower)} and ${percent(upper)}.`,
    ...(estimate
      ? [
          `The office's own estimate, ${officeEstimate.lowest * 100} to ${officeEstimate.highest * 100} %: ${whole(estimate.from)} to ${whole(estimate.to)} people did not come; ${whole(estimate.presentFrom)} to ${whole(estimate.presentTo)} of the ${whole(legacyNoShow)} were probably present.`,
        ]
      : []),
  ]
}

function head(what: string): string[] {
  return [what, 'booked', 'cancelled', 'visits', 'attended', 'no-show', 'unrecorded', 'rate', 'between']
}

function row(label: string, figures: Figures): string[] {
  const { bookings, cancelledByApplicant, cancelledByOffice, visits, attended, noShow, unrecorded } = figures
  const counts = [bookings, cancelledByApplicant + cancelledByOffice, visits, attended, noShow, unrecorded]
  return [label, ...counts.map(whole), percent(figures.rate), `${percent(figures.lower)} – ${percent(figures.upper)}`]
}

function section(title: string, rows: readonly string[][]): string[] {
  return rows.length === 0 ? [] : ['', ...table([[title], ...rows])]
}

/** The first column to the left, the others to the right. */
function table(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)))
  const wide = rows.map((cells) =>
    cells.map((cell, column) => pad(cell, column, widths[column] ?? longest(rows, column))),
  )
  return wide.map((cells) => cells.join('  ').trimEnd())
}

function longest(rows: readonly string[][], column: number): number {
  return Math.max(...rows.map((cells) => cells[column]?.length ?? 0))
}

function pad(cell: string, column: number, width: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width)
}

export function whole(count: number): string {
  return count.toLocaleString('en-US')
}

export function percent(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(1)} %`
}

const before: Record<(typeof leads)[number], string> = {
  after: 'after the start',
  'hours-2': 'less than 2 hours',
  'hours-24': 'less than 24 hours',
  'days-3': 'less than 3 days',
  'days-7': 'less than 7 days',
  more: '7 days and more',
  unknown: 'not known',
}
