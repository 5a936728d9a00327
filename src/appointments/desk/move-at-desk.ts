import type { Tx } from '#database.ts'
import type { Appointment } from '../appointment.ts'
import { dayOf } from '../attendance/act-on.ts'
import { type FreeTime, nearestFree } from '../find-free.ts'
import { isMovable, moveForOffice } from './move-for-office.ts'

/** `by`: whose wish it is. What the office wishes costs the applicant none of the moves there are, and is told in the chat. */
export type DeskMove = {
  appointmentId: string
  startsAt: Date
  /** Another one than before. */
  locationId?: string | undefined
  by: 'office' | 'applicant'
  now: Date
}

export type MovedAtDesk =
  | { outcome: 'moved'; appointment: Appointment }
  | { outcome: 'taken'; alternatives: FreeTime[] }
  | { outcome: 'same' }
  /** It was called in, recorded, cancelled or moved, or is of an earlier day. */
  | { outcome: 'over' }
  | { outcome: 'not-found' }

/** Another time for the same visit, under the same code: any that is not over, also before the public may have it. */
export async function moveAtDesk(tx: Tx, moving: DeskMove): Promise<MovedAtDesk> {
  const found = await findPlace(tx, moving)
  if (!found) return { outcome: 'not-found' }
  if (!found.isOpen) return { outcome: 'over' }
  const { departmentId, units } = found
  const { startsAt: around, now, locationId = found.locationId } = moving
  if (found.startsAt.getTime() === around.getTime() && found.locationId === locationId) return { outcome: 'same' }
  const moved = await moveForOffice(tx, moving)
  if (moved) return { outcome: 'moved', appointment: moved }
  const alternatives = await nearestFree(tx, { departmentId, locationId, units, around, now, audience: 'office' })
  return { outcome: 'taken', alternatives }
}

type Found = { departmentId: string; locationId: string; startsAt: Date; units: number; isOpen: boolean }

async function findPlace(tx: Tx, { appointmentId, now }: DeskMove): Promise<Found | undefined> {
  const [found] = await tx.query<Found>({
    name: 'move-at-desk-find-reason',
    text: `
      SELECT department_id AS "departmentId", location_id AS "locationId", starts_at AS "startsAt",
        cardinality(slot_ids) AS units, ${isMovable} AS "isOpen"
      FROM appointment WHERE id = $1 FOR UPDATE`,
    values: [appointmentId, dayOf(now).from],
  })
  return found
}
