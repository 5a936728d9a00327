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

/** The kinds of visits of a period. What was summed up and what was not yet are read at the same moment. */
export async function readCounted(db: Pick<Database, 'query'>, { from, to, today }: Period): Promise<Counted[]> {
  return db.query<Counted>({
    name: 'report-counted',
    text: `
      WITH summed AS MATERIALIZED (
        SELECT kind_id, sum(count) FILTER (WHERE day < $3) AS past, sum(count) FILTER (WHERE day >= $3) AS coming
        FROM visit_count WHERE day BETWEEN $1 AND $2 GROUP BY kind_id
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
    values: [from, to, today],
  })
}

const columns = 'department_id, location_id, service_id, channel, language, state, attendance, source, lead'
