import { contradictions } from '#appointments/attendance/contradictions.ts'
import { today, type TodaysVisit } from '#appointments/attendance/today.ts'
import { countUnrecorded } from '#appointments/attendance/unrecorded.ts'
import type { Database } from '#database.ts'
import type { Desk } from '../desk.ts'
import { visitState } from '../visits/visit-shape.ts'
import { deskWatch } from './changes.ts'
import type { Day, DayVisit } from './day-shape.ts'

/** The day of a location, with what is open in each department. */
type Whole = { visits: DayVisit[]; open: { departmentId: string; unrecorded: number; contradictions: number }[] }
type Kept = { version: number; whole: Promise<Whole> }
type Seen = { locationId: string; departmentIds: readonly string[] }

const kept = new WeakMap<Database, Map<string, Kept>>()

/** The day as it is now, of the departments that may be seen. */
export async function theDay(desk: Desk, { locationId, departmentIds }: Seen): Promise<Day> {
  return narrow(await readWhole(desk, locationId), departmentIds)
}

/** The same for windows that hear of changes: read, and names opened, once per change for all of them. */
export async function theDayOnce(desk: Desk, { locationId, departmentIds }: Seen): Promise<Day> {
  const days = kept.get(desk.database) ?? new Map<string, Kept>()
  kept.set(desk.database, days)
  const version = deskWatch(desk.database).version(locationId)
  const known = days.get(locationId)
  const whole = known?.version === version ? known.whole : readWhole(desk, locationId)
  if (whole !== known?.whole) days.set(locationId, { version, whole })
  try {
    return narrow(await whole, departmentIds)
  } catch (error) {
    days.delete(locationId)
    throw error
  }
}

async function readWhole({ database, keys, now, office }: Desk, locationId: string): Promise<Whole> {
  const at = now()
  const [visits, contradicted, staff, open] = await Promise.all([
    today(database, keys, { locationId, now: at }),
    contradictions(database, keys, { locationId }),
    database.query<{ id: string; name: string }>({
      name: 'names-of-staff',
      text: 'SELECT id, name FROM staff',
      values: [],
    }),
    Promise.all(
      office().departments.map(async ({ id }) => ({
        departmentId: id,
        unrecorded: await countUnrecorded(database, { locationId, departmentIds: [id], now: at }),
      })),
    ),
  ])
  const nameOf = new Map(staff.map(({ id, name }) => [id, name]))
  return {
    visits: visits.map((visit) => line(visit, nameOf)),
    open: open.map((each) => ({
      ...each,
      contradictions: contradicted.filter(({ departmentId }) => departmentId === each.departmentId).length,
    })),
  }
}

function line({ group, notes, person, ...visit }: TodaysVisit, nameOf: ReadonlyMap<string, string>): DayVisit {
  const caller = visit.calledBy === null ? null : (nameOf.get(visit.calledBy) ?? null)
  return { ...visitState(visit), group, notes, caller, person: person ?? null }
}

function narrow({ visits, open }: Whole, departmentIds: readonly string[]): Day {
  const mine = open.filter(({ departmentId }) => departmentIds.includes(departmentId))
  return {
    visits: visits.filter(({ departmentId }) => departmentIds.includes(departmentId)),
    unrecorded: mine.reduce((sum, { unrecorded }) => sum + unrecorded, 0),
    contradictions: mine.reduce((sum, { contradictions }) => sum + contradictions, 0),
  }
}
