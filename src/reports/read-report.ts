import { loadOffice, type Office } from '#appointments/office.ts'
import { localDay } from '#appointments/local-time.ts'
import type { Database } from '#database.ts'
import { readCounted } from './counted.ts'
import { makeReport, type Report } from './report.ts'
import { readTimeline, type Timeline } from './timeline.ts'

/** `isSeen` leaves departments out that whoever asks may not see; `office` is read where it is not given. */
export type Asked = {
  from: string
  to: string
  now: Date
  office?: Office
  isSeen?: (departmentId: string) => boolean
}

/** The report of a period, days "YYYY-MM-DD" both included, and its course, from the counters alone. */
export async function readReport(
  db: Pick<Database, 'query' | 'prisma'>,
  { from, to, now, office, isSeen = () => true }: Asked,
): Promise<{ report: Report; timeline: Timeline; office: Office }> {
  const period = { from, to, today: localDay(now) }
  const [counted, timeline, known] = await Promise.all([
    readCounted(db, period),
    readTimeline(db, period, isSeen),
    office ?? loadOffice(db.prisma),
  ])
  const order = known.departments.map(({ id }) => id)
  const seen = counted.filter(({ departmentId }) => isSeen(departmentId))
  return { report: makeReport(seen, period, order), timeline, office: known }
}
