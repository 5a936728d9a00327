import type { DeskLanguage } from '#desk-texts.ts'
import type { Names } from '../names.ts'
import type { Report } from '../report.ts'
import type { Timeline } from '../timeline.ts'
import { courseChart } from './course-chart.ts'
import { rateChart, type RateLine } from './rate-chart.ts'

/** `text` says the words of the pictures: `report.<key>` of the desk's texts. */
type Drawing = {
  report: Report
  timeline: Timeline
  name: Names
  text: (key: string) => string
  language: DeskLanguage
}

/** More weeks than this are drawn as months. */
const mostWeeks = 30

/** The two pictures of a report as SVG; null where there is nothing to see. */
export function drawReport({ report, timeline, name, text, language }: Drawing): {
  rate: string | null
  course: string | null
} {
  const percent = new Intl.NumberFormat(language, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  })
  const lines = rateLines(report, { name, all: text('total') })
  const stretches = timeline.weeks.length > mostWeeks ? timeline.months : timeline.weeks
  const style =
    timeline.weeks.length > mostWeeks
      ? ({ month: 'short', year: '2-digit' } as const)
      : ({ day: '2-digit', month: '2-digit' } as const)
  const day = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { ...style, timeZone: 'UTC' })
  return {
    rate:
      lines.length === 0
        ? null
        : rateChart(lines, {
            between: text('chartBetween'),
            recorded: text('chartRecorded'),
            estimate: text('chartEstimate'),
            number: (share) => percent.format(share),
          }),
    course:
      stretches.length === 0
        ? null
        : courseChart(stretches, {
            attended: text('attended'),
            noShow: text('noShow'),
            unrecorded: text('unrecorded'),
            cancelled: text('cancelled'),
            start: (from) => day.format(new Date(from)),
          }),
  }
}

/** The departments, those of the former timer together, and all. */
function rateLines({ groups, timed, total }: Report, { name, all }: { name: Names; all: string }): RateLine[] {
  return [
    ...groups.department.map(({ key, figures }) => ({ label: name('department', key), figures })),
    ...(timed
      ? [{ label: timed.departmentIds.map((id) => name('department', id)).join(' + '), figures: timed.figures }]
      : []),
    ...(groups.department.length > 1 ? [{ label: all, figures: total }] : []),
  ].filter(({ figures }) => figures.visits > 0)
}
