import writeXlsxFile, { type SheetData } from 'write-excel-file/node'
import type { Names } from './names.ts'
import { dimensions, type Group, type Report } from './report.ts'
import type { Timeline } from './timeline.ts'

/** `text` says a word of the desk's `report.<key>`. */
type Wish = { report: Report; timeline: Timeline; name: Names; text: (key: string) => string }

/** Every figure as an Excel workbook: a sheet for each way of breaking down, and one for the weeks. For inside the office: nothing is hidden. */
export async function workbook({ report, timeline, name, text }: Wish): Promise<Uint8Array> {
  const sheets = dimensions.map((dimension) => ({
    sheet: text(`dimension.${dimension}`),
    data: [
      headOf([text(`dimension.${dimension}`), ...figureColumns.map((column) => text(column))]),
      ...report.groups[dimension].map((group) => rowOf(labelOf(group, { name, dimension }), group.figures)),
      rowOf(text('total'), report.total),
    ] satisfies SheetData,
    columns: [{ width: 40 }, ...figureColumns.map(() => ({ width: 16 }))],
    stickyRowsCount: 1,
  }))
  const weeks = {
    sheet: text('weeks'),
    data: [
      headOf([text('week'), ...weekColumns.map((column) => text(column))]),
      ...timeline.weeks.map((week) => [day(week.from), ...weekColumns.map((column) => number(week[column]))]),
    ] satisfies SheetData,
    columns: [{ width: 14 }, ...weekColumns.map(() => ({ width: 16 }))],
    stickyRowsCount: 1,
  }
  return writeXlsxFile([...sheets, weeks]).toBuffer()
}

const figureColumns = [
  'booked',
  'cancelled',
  'visits',
  'attended',
  'noShow',
  'unrecorded',
  'rate',
  'lower',
  'upper',
] as const
const weekColumns = [
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

function labelOf(
  { key, departmentId }: Group,
  { name, dimension }: { name: Names; dimension: (typeof dimensions)[number] },
) {
  return [name(dimension, key), ...(departmentId === undefined ? [] : [name('department', departmentId)])].join(', ')
}

function headOf(words: readonly string[]) {
  return words.map((value) => ({ value, fontWeight: 'bold' as const, wrap: true }))
}

/** As text: what a label begins with is never computed. */
function rowOf(label: string, figures: Report['total']) {
  const { bookings, cancelledByApplicant, cancelledByOffice, visits, attended, noShow, unrecorded } = figures
  const counts = [bookings, cancelledByApplicant + cancelledByOffice, visits, attended, noShow, unrecorded]
  const shares = [figures.rate, figures.lower, figures.upper]
  return [
    { value: label, type: String },
    ...counts.map(number),
    ...shares.map((share) => (share === null ? null : { value: share, type: Number, format: '0.0%' })),
  ]
}

function number(value: number | null) {
  return value === null ? null : { value, type: Number, format: Number.isInteger(value) ? '#,##0' : '0.0' }
}

function day(iso: string) {
  return { value: new Date(iso), type: Date, format: 'dd.mm.yyyy' }
}
