import { type Figures, shareOf } from './figures.ts'
import type { Dimension, Report } from './report.ts'
import { type Cell, type Sum, suppress } from './suppress.ts'

/** The counts of a published line. `bookings` and `visits` are sums of others, and so is `noShow`. */
export const publishedCounts = [
  'bookings',
  'visits',
  'attended',
  'noShow',
  'noShowLegacy',
  'unrecorded',
  'cancelledByApplicant',
  'cancelledByOffice',
  'coming',
] as const
export type PublishedCount = (typeof publishedCounts)[number]

/** What everybody may see of a group: null is not shown, and no share is that would tell it. */
export type PublishedLine = {
  dimension: Dimension | 'total' | 'timed'
  key: string
  departmentId?: string | undefined
  counts: Record<PublishedCount, number | null>
  rate: number | null
  lower: number | null
  upper: number | null
  estimate: Figures['estimate']
}

/** The report as it may be published: groups under 5 are not shown, nor what would give them away (`suppress`). */
export function publish(report: Report): PublishedLine[] {
  const lines = linesOf(report)
  const cells = lines.flatMap(({ id, figures }) => cellsOf(id, figures))
  const hidden = suppress(cells, sumsOf(lines))
  // The estimate of all is that of the timed departments: it would give their number away.
  const isTimedHidden = columns.some((column) => hidden.has(`timed ${column}`))
  return lines.map(({ id, dimension, key, departmentId, figures }) => {
    const shown = (count: keyof Counts) => (hidden.has(`${id} ${count}`) ? null : countsOf(figures)[count])
    const counts = Object.fromEntries(publishedCounts.map((count) => [count, shown(count)]))
    const [attended, noShow, own, unrecorded, visits] = [
      shown('attended'),
      shown('noShow'),
      shown('noShowOwn'),
      shown('unrecorded'),
      shown('visits'),
    ]
    const isWhole = attended !== null && noShow !== null && unrecorded !== null && visits !== null && own !== null
    return {
      dimension,
      key,
      departmentId,
      counts: { ...nothing, ...counts },
      rate: isWhole ? shareOf(noShow, attended + noShow) : null,
      lower: isWhole ? shareOf(own, visits) : null,
      upper: isWhole ? shareOf(noShow + unrecorded, visits) : null,
      estimate: isWhole && !(dimension === 'total' && isTimedHidden) ? figures.estimate : null,
    }
  })
}

type Line = Pick<PublishedLine, 'dimension' | 'key' | 'departmentId'> & { id: string; figures: Figures }

function linesOf({ total, timed, groups }: Report): Line[] {
  const of = (dimension: Dimension): Line[] =>
    groups[dimension].map((group) => ({
      ...group,
      dimension,
      id: `${dimension}:${group.departmentId ?? ''}:${group.key}`,
    }))
  return [
    ...of('department'),
    ...(timed
      ? [{ dimension: 'timed' as const, key: timed.departmentIds.join('+'), id: 'timed', figures: timed.figures }]
      : []),
    { dimension: 'total', key: '', id: 'total', figures: total },
    ...of('service'),
    ...of('location'),
    ...of('channel'),
    ...of('language'),
  ]
}

type Counts = Record<PublishedCount | 'noShowOwn', number>

function countsOf(figures: Figures): Counts {
  const { noShow, legacyNoShow } = figures
  return { ...figures, noShowLegacy: legacyNoShow, noShowOwn: noShow - legacyNoShow }
}

const columns = [...publishedCounts, 'noShowOwn'] as const

function cellsOf(id: string, figures: Figures): Cell[] {
  const counts = countsOf(figures)
  return columns.map((column) => ({ id: `${id} ${column}`, count: counts[column] }))
}

/** Each line adds up, each way of breaking down comes to the total, services to their department. */
function sumsOf(lines: readonly Line[]): Sum[] {
  const across = lines.flatMap(({ id }) => [
    sum(id, 'bookings', ['visits', 'cancelledByApplicant', 'cancelledByOffice', 'coming']),
    sum(id, 'visits', ['attended', 'noShow', 'unrecorded']),
    sum(id, 'noShow', ['noShowLegacy', 'noShowOwn']),
  ])
  const down = (whole: Line | undefined, parts: readonly Line[]) =>
    whole === undefined || parts.length === 0
      ? []
      : columns.map((column) => ({ whole: `${whole.id} ${column}`, parts: parts.map(({ id }) => `${id} ${column}`) }))
  const of = (dimension: Line['dimension']) => lines.filter((line) => line.dimension === dimension)
  const [total] = of('total')
  const [timed] = of('timed')
  const inTimed = new Set(timed?.key.split('+'))
  return [
    ...across,
    ...(['department', 'location', 'channel', 'language'] as const).flatMap((dimension) => down(total, of(dimension))),
    ...down(
      timed,
      of('department').filter(({ key }) => inTimed.has(key)),
    ),
    ...of('department').flatMap((line) =>
      down(
        line,
        of('service').filter(({ departmentId }) => departmentId === line.key),
      ),
    ),
  ]
}

function sum(id: string, whole: PublishedCount, parts: readonly (keyof Counts)[]): Sum {
  return { whole: `${id} ${whole}`, parts: parts.map((part) => `${id} ${part}`) }
}

const nothing: PublishedLine['counts'] = {
  bookings: null,
  visits: null,
  attended: null,
  noShow: null,
  noShowLegacy: null,
  unrecorded: null,
  cancelledByApplicant: null,
  cancelledByOffice: null,
  coming: null,
}
