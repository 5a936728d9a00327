import { addDays } from '#appointments/local-time.ts'
import type { Database } from '#database.ts'

/** So many visits of one kind. '' is what nobody knows. */
export type Counted = Kind & { past: number; coming: number }

export type Kind = {
  departmentId: string
  locationId: string
  serviceId: string
  channel: string
  language: string
  state: 'booked' | 'cancelled_by_applicant' | 'cancelled_by_office' | 'moved'
  attendance: 'unrecorded' | 'attended' | 'no_show'
  source: '' | Recorder
  lead: '' | Lead
}

/** Who said whether somebody came. `call`: a clerk, after calling; `click`: a clerk, without. */
export const recorders = ['check-in', 'call', 'click', 'applicant', 'legacy'] as const
export type Recorder = (typeof recorders)[number]

/** How long before the start it was cancelled: less than 2 hours, 24 hours, 3 days, 7 days, more; an import may not say. */
export const leads = ['after', 'hours-2', 'hours-24', 'days-3', 'days-7', 'more', 'unknown'] as const
export type Lead = (typeof leads)[number]

/** Days "YYYY-MM-DD" of the office, both included; `today` is not past. */
export type Period = { from: string; to: string; today: string }

/**
 * The kinds of visits of a period: whole months that are past from their sums, the days before and after from theirs. What was summed
 * up and what was not yet are read at the same moment.
 */
export async function readCounted(db: Pick<Database, 'query'>, period: Period): Promise<Counted[]> {
  const { from, to, today } = period
  const months = wholeMonths(period)
  return db.query<Counted>({
    name: 'report-counted',
    text: `
      WITH days AS (
        SELECT day, kind_id, count FROM visit_count WHERE day >= $1 AND day < $4
        UNION ALL
        SELECT month, kind_id, count FROM month_count WHERE month >= $4 AND month < $5
        UNION ALL
        SELECT day, kind_id, count FROM visit_count WHERE day >= $5 AND day <= $2
      ), summed AS MATERIALIZED (
        SELECT kind_id, sum(count) FILTER (WHERE day < $3) AS past, sum(count) FILTER (WHERE day >= $3) AS coming
        FROM days GROUP BY kind_id
      ), figure AS (
        SELECT ${columns}, past, coming FROM summed JOIN visit_kind ON id = kind_id
        UNION ALL
        SELECT ${columns}, CASE WHEN day < $3 THEN change END, CASE WHEN day >= $3 THEN change END
        FROM visit_change WHERE day BETWEEN $1 AND $2
      )
      SELECT department_id AS "departmentId", location_id AS "locationId", service_id AS "serviceId", channel, language,
        state, attendance, source, lead, coalesce(sum(past), 0)::int AS past, coalesce(sum(coming), 0)::int AS coming
      FROM figure GROUP BY ${columns}
      HAVING coalesce(sum(past), 0) <> 0 OR coalesce(sum(coming), 0) <> 0`,
    values: [from, to, today, months.from, months.before],
  })
}

/** The first days of the first whole month and of the one after the last; both the period's first day where there is none. */
function wholeMonths({ from, to, today }: Period): { from: string; before: string } {
  const next = (day: string) => {
    const [year = 0, month = 0] = day.split('-').map(Number)
    return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
  }
  const end = addDays(to, 1)
  const first = from.endsWith('-01') ? from : next(from)
  const before = `${(end < today ? end : today).slice(0, 8)}01`
  return first < before ? { from: first, before } : { from, before: from }
}

const columns = 'department_id, location_id, service_id, channel, language, state, attendance, source, lead'
