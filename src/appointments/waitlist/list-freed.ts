import type { Tx } from '#database.ts'

/**
 * A freed seat and where it went. `code`: of the appointment that has it now, or whose holder is being asked. `isTaken`: somebody has
 * booked it since it became public; of several such seats of one time they are counted in their order.
 */
export type FreedRow = {
  id: string
  departmentId: string
  serviceId: string
  startsAt: Date
  endsAt: Date
  freedAt: Date
  cause: 'cancelled_by_applicant' | 'cancelled_by_office' | 'moved'
  state: 'waiting' | 'offered' | 'accepted' | 'public' | 'taken_back' | 'lapsed'
  publicAt: Date | null
  settledAt: Date | null
  asked: number
  isTaken: boolean
  isAttended: boolean
  code: string | null
  offer: { id: string; expiresAt: Date; isForOffice: boolean } | null
}

export type WaitlistScope = { locationId: string; departmentIds: readonly string[] }

/** What was freed since an instant, the latest first, at most `limit`. */
export async function listFreed(
  tx: Tx,
  { locationId, departmentIds, since, limit }: WaitlistScope & { since: Date; limit: number },
): Promise<FreedRow[]> {
  const rows = await tx.query<FreedRow & { offerId: string | null; expiresAt: Date | null; isForOffice: boolean }>({
    name: 'list-freed',
    text: `
      WITH seat AS (${whereTheyWent})
      SELECT seat.id, seat.department_id AS "departmentId", seat.service_id AS "serviceId", starts_at AS "startsAt",
        ends_at AS "endsAt", freed_at AS "freedAt", cause, seat.state, public_at AS "publicAt", settled_at AS "settledAt",
        (SELECT count(*) FROM offer WHERE freed_seat_id = seat.id AND offer.state <> 'withdrawn') AS asked,
        is_taken AS "isTaken", is_attended AS "isAttended",
        CASE WHEN open.id IS NULL THEN seat.code ELSE wish.appointment_code END AS code,
        open.id AS "offerId", open.expires_at AS "expiresAt", open.conversation_id IS NULL AS "isForOffice"
      FROM seat LEFT JOIN offer AS open ON open.freed_seat_id = seat.id AND open.state = 'offered'
      LEFT JOIN subscription AS wish ON wish.id = open.subscription_id
      ORDER BY freed_at DESC, seat.id LIMIT $4`,
    values: [locationId, departmentIds, since, limit],
  })
  return rows.map(({ offerId, expiresAt, isForOffice, ...row }) => ({
    ...row,
    offer: offerId !== null && expiresAt !== null ? { id: offerId, expiresAt, isForOffice } : null,
  }))
}

export type Refill = { freed: number; settled: number; taken: number; attended: number }

/**
 * Freed seats since an instant: how many were somebody's again, and how many ended in a visit that took place. `settled`: those whose
 * time is past, which alone can be judged by that. What the office took back or closed was never free.
 */
export async function refill(
  tx: Tx,
  { locationId, departmentIds, since, now }: WaitlistScope & { since: Date; now: Date },
): Promise<Refill> {
  const [row] = await tx.query<Refill>({
    name: 'refill',
    text: `
      WITH seat AS (${whereTheyWent})
      SELECT count(*) AS freed, count(*) FILTER (WHERE starts_at <= $4) AS settled, count(*) FILTER (WHERE is_taken) AS taken,
        count(*) FILTER (WHERE is_attended AND starts_at <= $4) AS attended
      FROM seat WHERE state <> 'taken_back' AND freed_at < starts_at`,
    values: [locationId, departmentIds, since, now],
  })
  return row ?? { freed: 0, settled: 0, taken: 0, attended: 0 }
}

/**
 * SQL: each freed seat of a place with the appointment that has it. One that was accepted knows it; one that became public has the
 * bookings of its first slot since then, in the order of both.
 */
const whereTheyWent = `
  SELECT freed_seat.*, visit.code, visit.id IS NOT NULL AS is_taken, coalesce(visit.attendance = 'attended', false) AS is_attended
  FROM (
    SELECT *, row_number() OVER (PARTITION BY slot_ids[1], state ORDER BY settled_at, id) AS place
    FROM freed_seat WHERE location_id = $1 AND department_id = ANY ($2) AND freed_at >= $3
  ) AS freed_seat
  LEFT JOIN LATERAL (
    SELECT code, id, attendance FROM appointment
    WHERE CASE freed_seat.state
      WHEN 'accepted' THEN appointment.id = freed_seat.taken_id
      WHEN 'public' THEN state = 'booked' AND appointment.department_id = freed_seat.department_id
        AND appointment.location_id = freed_seat.location_id AND freed_seat.slot_ids[1] = ANY (appointment.slot_ids)
        AND booked_at >= freed_seat.settled_at
        AND appointment.starts_at > freed_seat.starts_at - interval '1 day' AND appointment.starts_at <= freed_seat.starts_at
      ELSE false
    END
    ORDER BY booked_at, appointment.id OFFSET CASE freed_seat.state WHEN 'public' THEN freed_seat.place - 1 ELSE 0 END LIMIT 1
  ) AS visit ON true`
