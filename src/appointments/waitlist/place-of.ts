import type { Tx } from '#database.ts'
import { readCode } from '../code.ts'

export type PlaceOf = { departmentId: string; locationId: string | undefined }

/** Where a freed seat is. */
export async function placeOfSeat(tx: Tx, { freedSeatId }: { freedSeatId: string }): Promise<PlaceOf | undefined> {
  return find(tx, {
    name: 'place-of-seat',
    text: 'SELECT department_id, location_id FROM freed_seat WHERE id = $1',
    values: [freedSeatId],
  })
}

/** Where an offered seat is. */
export async function placeOfOffer(tx: Tx, { offerId }: { offerId: string }): Promise<PlaceOf | undefined> {
  return find(tx, {
    name: 'place-of-offer',
    text: `
      SELECT department_id, location_id FROM freed_seat JOIN offer ON freed_seat_id = freed_seat.id WHERE offer.id = $1`,
    values: [offerId],
  })
}

/** Where a wish belongs: the place that is wished for, or that of the appointment; of neither anywhere. */
export async function placeOfWish(
  tx: Tx,
  { subscriptionId }: { subscriptionId: string },
): Promise<PlaceOf | undefined> {
  return find(tx, {
    name: 'place-of-wish',
    text: `
      SELECT wish.department_id, coalesce(wish.location_id, appointment.location_id) AS location_id
      FROM subscription AS wish
      LEFT JOIN appointment ON appointment.code = appointment_code AND appointment.state = 'booked'
      WHERE wish.id = $1`,
    values: [subscriptionId],
  })
}

/** Where the booked appointment with a code is. */
export async function placeOfCode(tx: Tx, { code }: { code: string }): Promise<PlaceOf | undefined> {
  return find(tx, {
    name: 'place-of-code',
    text: "SELECT department_id, location_id FROM appointment WHERE code = $1 AND state = 'booked'",
    values: [readCode(code) ?? ''],
  })
}

async function find(tx: Tx, statement: Parameters<Tx['query']>[0]): Promise<PlaceOf | undefined> {
  const [place] = await tx.query<{ department_id: string; location_id: string | null }>(statement)
  return place && { departmentId: place.department_id, locationId: place.location_id ?? undefined }
}
