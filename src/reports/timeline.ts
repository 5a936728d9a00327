import { z } from 'zod'
import { addDays, weekdayOf } from '#appointments/local-time.ts'
import type { Database } from '#database.ts'
import type { Period } from './counted.ts'

/** What was counted on a day in a department. */
type DayCount = { day: string; departmentId: string; outcome: Outcome; count: number }
const outcomes = ['attended', 'noShow', 'unrecorded', 'coming', 'cancelled', 'moved'] as const
type Outcome = (typeof outcomes)[number]

const count = z.int().min(0)

/** A week from its Monday or a month from its first day, as far as it lies in the period. `waited` is the mean of its days. */
export const Stretch = z.object({
  from: z.iso.date(),
  attended: count,
  noShow: count,
  unrecorded: count,
  coming: count,
  cancelled: count,
  moved: count,
  freed: count,
  refilled: count,
  refilledAttended: count,
  wasted: count,
  waited: z.number().min(0).nullable(),
})
export type Stretch = z.infer<typeof Stretch>

export const Timeline = z.object({ weeks: z.array(Stretch), months: z.array(Stretch) })
export type Timeline = z.infer<typeof Timeline>

type SeatDay = { day: string; departmentId: string; freed: number; refilled: number; attended: number }
type WaitDay = { day: string; departmentId: string; days: number | null }

/** Weeks and months of the period; `isSeen` leaves departments out. */
export async function readTimeline(
  db: Pick<Database, 'query'>,
  period: Period,
  isSeen: (departmentId: string) => boolean = () => true,
): Promise<Timeline> {
  const { from, to } = period
  const [days, seats, waits] = await Promise.all([
    readDays(db, period),
    db.query<SeatDay>({
      name: 'report-seats',
      text: `SELECT day, department_id AS "departmentId", sum(freed)::int AS freed, sum(refilled)::int AS refilled,
               sum(attended)::int AS attended
             FROM seat_count WHERE day BETWEEN $1 AND $2 GROUP BY day, department_id`,
      values: [from, to],
    }),
    db.query<WaitDay>({
      name: 'report-waits',
      text: `SELECT day, department_id AS "departmentId", min(days) AS days FROM wait_sample
             WHERE day BETWEEN $1 AND $2 GROUP BY day, department_id`,
      values: [from, to],
    }),
  ])
  const seen = <Row extends { departmentId: string }>(rows: readonly Row[]) =>
    rows.filter(({ departmentId }) => isSeen(departmentId))
  const all = { days: seen(days), seats: seen(seats), waits: seen(waits) }
  return { weeks: stretches(all, mondayOf), months: stretches(all, (day) => `${day.slice(0, 8)}01`) }
}

/** Counters by day, for the course of time and for the forecast. */
export async function readDays(db: Pick<Database, 'query'>, { from, to, today }: Period): Promise<DayCount[]> {
  return db.query<DayCount>({
    name: 'report-days',
    text: `
      WITH figure AS (
        SELECT day, department_id, state, attendance, count FROM day_count WHERE day BETWEEN $1 AND $2
        UNION ALL
        SELECT day, department_id, state, attendance, change FROM visit_change WHERE day BETWEEN $1 AND $2
      )
      SELECT day, department_id AS "departmentId", CASE
          WHEN state = 'moved' THEN 'moved'
          WHEN state <> 'booked' THEN 'cancelled'
          WHEN day >= $3 THEN 'coming'
          WHEN attendance = 'no_show' THEN 'noShow'
          ELSE attendance
        END AS outcome, sum(count)::int AS count
      FROM figure GROUP BY 1, 2, 3 HAVING sum(count) <> 0`,
    values: [from, to, today],
  })
}

export function mondayOf(day: string): string {
  return addDays(day, 1 - weekdayOf(day))
}

type All = { days: readonly DayCount[]; seats: readonly SeatDay[]; waits: readonly WaitDay[] }

function stretches({ days, seats, waits }: All, startOf: (day: string) => string): Stretch[] {
  // Thousands of days ask for the same few starts.
  const starts = new Map(
    [...new Set([...days, ...seats, ...waits].map(({ day }) => day))].map((day) => [day, startOf(day)]),
  )
  const grouped = <Row extends { day: string }>(rows: readonly Row[]) =>
    Map.groupBy(rows, ({ day }) => starts.get(day) ?? day)
  const [counts, given, waited] = [grouped(days), grouped(seats), grouped(waits)]
  return [...new Set(starts.values())].toSorted().map((from) => {
    const of = (outcome: Outcome) =>
      sum(
        (counts.get(from) ?? []).filter((row) => row.outcome === outcome),
        (row) => row.count,
      )
    const seat = given.get(from) ?? []
    const freed = sum(seat, (row) => row.freed)
    const refilled = sum(seat, (row) => row.refilled)
    const measured = (waited.get(from) ?? []).flatMap((row) => row.days ?? [])
    return {
      from,
      attended: of('attended'),
      noShow: of('noShow'),
      unrecorded: of('unrecorded'),
      coming: of('coming'),
      cancelled: of('cancelled'),
      moved: of('moved'),
      freed,
      refilled,
      refilledAttended: sum(seat, (row) => row.attended),
      wasted: of('noShow') + freed - refilled,
      waited: measured.length === 0 ? null : sum(measured, (each) => each) / measured.length,
    }
  })
}

function sum<Row>(rows: readonly Row[], of: (row: Row) => number): number {
  return rows.reduce((total, row) => total + of(row), 0)
}
