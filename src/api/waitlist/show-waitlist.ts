import { z } from 'zod'
import { listFreed, refill } from '#appointments/waitlist/list-freed.ts'
import { listWaiting } from '#appointments/waitlist/list-waiting.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { shownDay, shownRefusals } from '../today/shown-day.ts'
import { visibleDepartments } from '../today/visible-departments.ts'
import { FreedShape, RefillShape, WaitingShape } from './waitlist-shape.ts'

/** More nobody reads. */
const most = 200

/** Days that are shown, and over which the rate is reckoned. */
const shownDays = 14
const ratedDays = 90

export const showWaitlist = defineRoute({
  ...shownDay,
  id: 'show-waitlist',
  method: 'GET',
  path: '/locations/:locationId/waitlist',
  summary: 'Freed times of the last 14 days and where each went, who waits, and how many of 90 days were filled again',
  policy: { roles: ['clerk', 'manager'], scope: 'visits:read', limitedTo: 'anywhere' },
  answers: {
    200: z.object({ freed: z.array(FreedShape), waiting: z.array(WaitingShape), refill: RefillShape }),
  },
  refusals: shownRefusals,
  async run({ params: { locationId }, query, principal, desk, now }) {
    const visible = visibleDepartments(principal, { office: desk.office(), locationId, ...query })
    if (visible.outcome !== 'visible') return refuse(visible.outcome)
    const { departmentIds } = visible
    const scope = { locationId, departmentIds, now, limit: most }
    const [freed, waiting, rate] = await Promise.all([
      listFreed(desk.database, { ...scope, since: daysBefore(now, shownDays) }),
      listWaiting(desk.database, scope),
      refill(desk.database, { ...scope, since: daysBefore(now, ratedDays) }),
    ])
    return {
      status: 200,
      body: {
        freed: freed.map(({ startsAt, endsAt, freedAt, publicAt, settledAt, offer, ...row }) => ({
          ...row,
          startsAt: startsAt.toISOString(),
          endsAt: endsAt.toISOString(),
          freedAt: freedAt.toISOString(),
          publicAt: publicAt?.toISOString() ?? null,
          settledAt: settledAt?.toISOString() ?? null,
          offer: offer && { ...offer, expiresAt: offer.expiresAt.toISOString() },
        })),
        waiting: waiting.map(({ since, startsAt, ...row }) => ({
          ...row,
          since: since.toISOString(),
          startsAt: startsAt?.toISOString() ?? null,
        })),
        refill: rate,
      },
    }
  },
})

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 24 * 60 * 60 * 1000)
}
