import { bookable } from '#appointments/find-free.ts'
import { addDays, startOfDay } from '#appointments/local-time.ts'
import type { Office } from '#appointments/office.ts'
import type { Tx } from '#database.ts'
import type { Offer } from './broadcast.ts'

/** A day with free places, and its first free times. */
export type FreePlaces = { day: string; free: number; times: Date[] }

type Asking = { offer: Offer; office: Office; now: Date }

/**
 * What the public could book of the offer now, by local day. A visit that takes several slots counts once for as many free
 * seats; what lies in no row is counted too, so that it is a ceiling for a wave and no promise.
 */
export async function findFreePlaces(tx: Tx, { offer, office, now }: Asking): Promise<FreePlaces[]> {
  const { from, before, publicBy } = bookable({ now })
  const { departmentId, serviceId, locationId, firstDay, lastDay } = offer
  const services = office.departments.find(({ id }) => id === departmentId)?.services ?? []
  const units = services.find(({ id }) => id === serviceId)?.units ?? 1
  return tx.query<FreePlaces>({
    name: 'free-places',
    text: `
      SELECT to_char(starts_at AT TIME ZONE 'Europe/Berlin', 'YYYY-MM-DD') AS day,
        floor(sum(capacity - booked - held)::float8 / $6) AS free,
        (array_agg(DISTINCT starts_at ORDER BY starts_at))[1:6] AS times
      FROM slot
      WHERE is_free AND department_id = $1 AND ($2::text IS NULL OR location_id = $2)
        AND starts_at >= $3 AND starts_at < $4 AND coalesce(public_from <= $5, true)
      GROUP BY 1 HAVING sum(capacity - booked - held) >= $6
      ORDER BY 1`,
    values: [
      departmentId,
      locationId ?? null,
      firstDay === undefined ? from : later(from, startOfDay(firstDay)),
      lastDay === undefined ? before : earlier(before, startOfDay(addDays(lastDay, 1))),
      publicBy,
      units,
    ],
  })
}

export function countPlaces(days: readonly FreePlaces[]): number {
  return days.reduce((sum, { free }) => sum + free, 0)
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other
}
