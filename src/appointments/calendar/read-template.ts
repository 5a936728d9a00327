import type { Tx } from '#database.ts'
import type { Closure, OpeningHours, SpecialHours } from '../plan-slots.ts'

/** Rows of the office's hours and closures. `version` grows with every change. */
export type Versioned<Row> = Row & { id: number; version: number }
export type CalendarTemplate = {
  hours: Versioned<OpeningHours>[]
  special: Versioned<SpecialHours>[]
  closures: Versioned<Closure & { reason: Record<string, string> }>[]
}

/** What slots are planned from; departments and locations that were retired open nothing. */
export async function readTemplate(tx: Tx): Promise<CalendarTemplate> {
  const hours = await tx.query<CalendarTemplate['hours'][number]>({
    name: 'read-opening-hours',
    text: `SELECT ${hoursColumns}, weekday FROM opening_hours AS hours ${inUse} ORDER BY hours.id`,
    values: [],
  })
  const special = await tx.query<CalendarTemplate['special'][number]>({
    name: 'read-special-hours',
    text: `SELECT ${hoursColumns}, day FROM special_hours AS hours ${inUse} ORDER BY hours.id`,
    values: [],
  })
  const closures = await tx.query<CalendarTemplate['closures'][number]>({
    name: 'read-closures',
    text: `SELECT ${closureColumns} FROM closure ORDER BY first_day, id`,
    values: [],
  })
  return { hours, special, closures }
}

export const hoursColumns = `hours.id, hours.version, hours.department_id AS "departmentId", hours.location_id AS "locationId",
  hours.opens, hours.closes, hours.slot_minutes AS "slotMinutes", hours.capacity`

export const closureColumns = `id, version, department_id AS "departmentId", location_id AS "locationId",
  first_day AS "firstDay", last_day AS "lastDay", reason`

const inUse = `
  JOIN department ON department.id = hours.department_id AND NOT department.retired
  JOIN location ON location.id = hours.location_id AND NOT location.retired`
