import { z } from 'zod'
import { addDays } from '#appointments/local-time.ts'
import type { Database } from '#database.ts'
import { Forecast, forecast, type Week } from './forecast.ts'
import { mondayOf, readDays } from './timeline.ts'

/** A coming week of a department: what is expected, how many seats are open, and how many more (or less, negative) it takes to be safe. */
export const Outlook = z.object({
  departmentId: z.string(),
  week: z.iso.date(),
  seats: z.int(),
  booked: z.int(),
  forecast: Forecast,
  missing: z.int(),
})
export type Outlook = z.infer<typeof Outlook>

const weeksAhead = 4
const weeksBack = 110

/** The next four whole weeks of each department with enough past. Two years of counters and the open slots are read. */
export async function readOutlook(
  db: Pick<Database, 'query'>,
  { today, isSeen = () => true }: { today: string; isSeen?: (departmentId: string) => boolean },
): Promise<Outlook[]> {
  const thisWeek = mondayOf(today)
  const [days, open] = await Promise.all([
    readDays(db, { from: addDays(thisWeek, -7 * weeksBack), to: addDays(thisWeek, -1), today }),
    readOpen(db, { from: addDays(thisWeek, 7), to: addDays(thisWeek, 7 * (weeksAhead + 1) - 1) }),
  ])
  const visited = days.filter(
    ({ outcome, departmentId }) => !['moved', 'cancelled'].includes(outcome) && isSeen(departmentId),
  )
  return [...Map.groupBy(visited, ({ departmentId }) => departmentId)].flatMap(([departmentId, rows]) => {
    const history = weekly(rows, thisWeek)
    return Array.from({ length: weeksAhead }, (_, index) => index + 1).flatMap((ahead) => {
      const week = addDays(thisWeek, 7 * ahead)
      const said = forecast(history, ahead + 1)
      if (said === undefined) return []
      const { seats = 0, booked = 0 } =
        open.find((each) => each.departmentId === departmentId && each.week === week) ?? {}
      return [{ departmentId, week, seats, booked, forecast: said, missing: said.high - seats }]
    })
  })
}

/** Every week from the first one with a visit to the last whole one. */
function weekly(rows: readonly { day: string; count: number }[], thisWeek: string): Week[] {
  const counts = Map.groupBy(rows, ({ day }) => mondayOf(day))
  const weeks: Week[] = []
  const [first = thisWeek] = [...counts.keys()].toSorted()
  for (let week = first; week < thisWeek; week = addDays(week, 7))
    weeks.push({ week, count: (counts.get(week) ?? []).reduce((sum, { count }) => sum + count, 0) })
  return weeks
}

type Open = { departmentId: string; week: string; seats: number; booked: number }

async function readOpen(db: Pick<Database, 'query'>, { from, to }: { from: string; to: string }): Promise<Open[]> {
  return db.query<Open>({
    name: 'report-open',
    text: `SELECT department_id AS "departmentId",
             date_trunc('week', starts_at AT TIME ZONE 'Europe/Berlin')::date AS week,
             sum(capacity)::int AS seats, sum(booked)::int AS booked
           FROM slot
           WHERE state = 'open' AND (starts_at AT TIME ZONE 'Europe/Berlin')::date BETWEEN $1 AND $2
             AND starts_at BETWEEN $1::date - interval '1 day' AND $2::date + interval '2 days'
           GROUP BY 1, 2`,
    values: [from, to],
  })
}
