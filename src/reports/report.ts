import { z } from 'zod'
import type { Counted, Period } from './counted.ts'
import { Figures, figuresOf, timedDepartments } from './figures.ts'

/** The ways a report breaks its figures down. */
export const dimensions = ['department', 'service', 'location', 'channel', 'language'] as const
export type Dimension = (typeof dimensions)[number]

/** `key` is an id or a tag as it was counted, '' where nobody knows. A service names its department. */
export const Group = z.object({ key: z.string(), departmentId: z.string().optional(), figures: Figures })
export type Group = z.infer<typeof Group>

/**
 * The committee's question for a period. `timed` are the departments of which a former tool's timer may have set "did not come", where
 * these are some and not all: its own sum, with the office's estimate.
 */
export const Report = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  today: z.iso.date(),
  total: Figures,
  timed: z.object({ departmentIds: z.array(z.string()), figures: Figures }).nullable(),
  groups: z.record(z.enum(dimensions), z.array(Group)),
})
export type Report = z.infer<typeof Report>

/** `order` are department ids as the office shows them: others come after. */
export function makeReport(counted: readonly Counted[], period: Period, order: readonly string[] = []): Report {
  const timed = timedDepartments(counted)
  const by = (keyOf: (row: Counted) => string, hasEstimate = false) =>
    [...Map.groupBy(counted, keyOf)].map(([key, rows]) => ({
      key,
      figures: figuresOf(rows, hasEstimate ? timed : undefined),
    }))
  const place = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length)
  const departments = by(({ departmentId }) => departmentId, true).toSorted(
    (one, other) => place(one.key) - place(other.key) || one.key.localeCompare(other.key),
  )
  const services = departments.flatMap(({ key: departmentId }) =>
    [
      ...Map.groupBy(
        counted.filter((row) => row.departmentId === departmentId),
        ({ serviceId }) => serviceId,
      ),
    ]
      .map(([key, rows]) => ({ key, departmentId, figures: figuresOf(rows) }))
      .toSorted(largestFirst),
  )
  const some = departments.map(({ key }) => key).filter((key) => timed.has(key))
  return {
    ...period,
    total: figuresOf(counted, timed),
    timed:
      some.length > 0 && some.length < departments.length
        ? {
            departmentIds: some,
            figures: figuresOf(
              counted.filter(({ departmentId }) => timed.has(departmentId)),
              timed,
            ),
          }
        : null,
    groups: {
      department: departments,
      service: services,
      location: by(({ locationId }) => locationId).toSorted(largestFirst),
      channel: by(({ channel }) => channel).toSorted(largestFirst),
      language: by(({ language }) => language).toSorted(largestFirst),
    },
  }
}

function largestFirst(one: Group, other: Group): number {
  return other.figures.bookings - one.figures.bookings || one.key.localeCompare(other.key)
}
