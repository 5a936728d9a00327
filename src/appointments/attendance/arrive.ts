import type { Tx } from '#database.ts'
import { rules } from '../rules.ts'
import { actOn, type Acted, isToday } from './act-on.ts'
import { type By, findVisit } from './find-visit.ts'
import type { AttendanceRecord } from './replay.ts'
import type { Visit } from './visit.ts'

/**
 * - `check_in_code`: at the tablet, with the QR code or by typing the code
 * - `clerk`: a clerk says so
 * - `applicant`: the applicant's own word, in the chat
 */
export type Arriving = {
  by: By
  source: 'check_in_code' | 'clerk' | 'applicant'
  /** Where the tablet or the clerk is. */
  locationId?: string | undefined
  staffId?: string | null
  now: Date
}

type Refused = 'already' | 'other-day' | 'other-place' | 'too-early'
export type Arrived = Acted<'arrived', Refused>

/** Somebody is there and waits. An applicant's own word counts from an hour before the start, all others' all day long. */
export async function arrive(tx: Tx, { by, source, locationId, staffId = null, now }: Arriving): Promise<Arrived> {
  const found = await findVisit(tx, by)
  if (!found) return { outcome: 'not-found' }
  return actOn(tx, {
    appointmentId: found.id,
    done: 'arrived',
    decide: (visit): Refused | AttendanceRecord => {
      if (!isToday(visit, now)) return 'other-day'
      if (locationId !== undefined && visit.locationId !== locationId) return 'other-place'
      if (visit.presence !== 'expected') return 'already'
      if (source === 'applicant' && isTooEarly(visit, now)) return 'too-early'
      return { what: 'arrived', source, staffId, room: null, at: now }
    },
  })
}

/** Whether "I am here" can't be meant yet. */
function isTooEarly({ startsAt }: Pick<Visit, 'startsAt'>, now: Date): boolean {
  return startsAt.getTime() - now.getTime() > rules.arrivalMinutes * 60 * 1000
}
