import { loadOffice, type Office } from '#appointments/office.ts'
import { localDay } from '#appointments/local-time.ts'
import type { Database } from '#database.ts'
import { readCounted } from './counted.ts'
import { makeReport, type Report } from './report.ts'

export type Asked = { from: string; to: string; now: Date }

/** The report of a period, days "YYYY-MM-DD" both included, from the counters alone. `office` is read where it is not given. */
export async function readReport(
  db: Pick<Database, 'query' | 'prisma'>,
  { from, to, now, office }: Asked & { office?: Office },
): Promise<{ report: Report; office: Office }> {
  const period = { from, to, today: localDay(now) }
  const [counted, known] = await Promise.all([readCounted(db, period), office ?? loadOffice(db.prisma)])
  const order = known.departments.map(({ id }) => id)
  return { report: makeReport(counted, period, order), office: known }
}
