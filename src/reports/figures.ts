import { z } from 'zod'
import { type Counted, type Lead, leads, recorders } from './counted.ts'
import { estimateOf } from './estimate.ts'

const count = z.int().min(0)
const share = z.number().min(0).max(1).nullable()
const Estimated = z.object({ from: count, to: count, presentFrom: count, presentTo: count })

/**
 * The figures of a group. `bookings` are all that were made but those that were moved away; `visits` those whose day is past and
 * that neither side cancelled, one of them `attended`, `noShow` or `unrecorded`. Of the `noShow`, `legacyNoShow` may have been set by a
 * timer: `rate` shows them as recorded, for `lower` and `upper` they count as unrecorded. Shares are 0 to 1, null without visits.
 */
export const Figures = z.object({
  bookings: count,
  coming: count,
  cancelledByApplicant: count,
  cancelledByOffice: count,
  moved: count,
  visits: count,
  attended: count,
  noShow: count,
  legacyNoShow: count,
  unrecorded: count,
  rate: share,
  unrecordedShare: share,
  lower: share,
  upper: share,
  estimate: Estimated.nullable(),
  cancelled: z.array(z.object({ lead: z.enum(leads), byApplicant: count, byOffice: count })),
  recordedBy: z.array(z.object({ recorder: z.enum(recorders), count })),
})
export type Figures = z.infer<typeof Figures>

/** The departments of which a former tool recorded people as not come: what the office's estimate is about. */
export function timedDepartments(counted: readonly Counted[]): Set<string> {
  return new Set(counted.filter(isLegacyNoShow).map(({ departmentId }) => departmentId))
}

/** `timed` are the departments that the estimate is about; without them there is none. */
export function figuresOf(rows: readonly Counted[], timed: ReadonlySet<string> = new Set()): Figures {
  const past = (where: (row: Counted) => boolean) => sum(rows, where, ({ past }) => past)
  const both = (where: (row: Counted) => boolean) => sum(rows, where, ({ past, coming }) => past + coming)
  const attended = past((row) => isVisit(row) && row.attendance === 'attended')
  const noShow = past((row) => isVisit(row) && row.attendance === 'no_show')
  const legacyNoShow = past(isLegacyNoShow)
  const unrecorded = past((row) => isVisit(row) && row.attendance === 'unrecorded')
  const visits = attended + noShow + unrecorded
  const estimable = past((row) => isVisit(row) && row.channel === 'legacy' && timed.has(row.departmentId))
  return {
    bookings: both(({ state }) => state !== 'moved'),
    coming: sum(rows, isVisit, ({ coming }) => coming),
    cancelledByApplicant: both(({ state }) => state === 'cancelled_by_applicant'),
    cancelledByOffice: both(({ state }) => state === 'cancelled_by_office'),
    moved: both(({ state }) => state === 'moved'),
    visits,
    attended,
    noShow,
    legacyNoShow,
    unrecorded,
    rate: shareOf(noShow, attended + noShow),
    unrecordedShare: shareOf(unrecorded, visits),
    lower: shareOf(noShow - legacyNoShow, visits),
    upper: shareOf(noShow + unrecorded, visits),
    estimate: estimateOf({ visits: estimable, noShow: legacyNoShow }) ?? null,
    cancelled: leads
      .map((lead) => ({
        lead,
        byApplicant: both(ended('cancelled_by_applicant', lead)),
        byOffice: both(ended('cancelled_by_office', lead)),
      }))
      .filter(({ byApplicant, byOffice }) => byApplicant + byOffice > 0),
    recordedBy: recorders
      .map((recorder) => ({ recorder, count: past((row) => isVisit(row) && row.source === recorder) }))
      .filter((each) => each.count > 0),
  }
}

export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

function isVisit({ state }: Counted): boolean {
  return state === 'booked'
}

function isLegacyNoShow({ state, attendance, source, past }: Counted): boolean {
  return state === 'booked' && attendance === 'no_show' && source === 'legacy' && past > 0
}

function ended(state: Counted['state'], lead: Lead) {
  return (row: Counted) => row.state === state && row.lead === lead
}

function sum(rows: readonly Counted[], where: (row: Counted) => boolean, of: (row: Counted) => number): number {
  return rows.reduce((total, row) => (where(row) ? total + of(row) : total), 0)
}
