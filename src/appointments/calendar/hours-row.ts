import type { Tx } from '#database.ts'
import type { OpeningHours, SpecialHours } from '../plan-slots.ts'
import { hoursColumns, type Versioned } from './read-template.ts'

/** Hours of every such weekday, or of one day in their place. */
export type HoursRow = Versioned<OpeningHours> | Versioned<SpecialHours>
export type Kind = 'weekly' | 'special'

const tables = {
  weekly: { table: 'opening_hours', when: 'weekday' },
  special: { table: 'special_hours', when: 'day' },
} as const

function kindOf(hours: { weekday: number } | { day: string }): Kind {
  return 'day' in hours ? 'special' : 'weekly'
}

export async function findHours(tx: Tx, kind: Kind, id: number): Promise<HoursRow | undefined> {
  const { table, when } = tables[kind]
  const [row] = await tx.query<HoursRow>({
    name: `find-hours-${kind}`,
    text: `SELECT ${hoursColumns}, hours.${when} FROM ${table} AS hours WHERE id = $1 FOR UPDATE`,
    values: [id],
  })
  return row
}

type Written = Omit<HoursRow, 'id' | 'version'> & ({ weekday: number } | { day: string })

export async function insertHours(tx: Tx, hours: Written): Promise<HoursRow | undefined> {
  const kind = kindOf(hours)
  const { table, when } = tables[kind]
  const [row] = await tx.query<HoursRow>({
    name: `insert-hours-${kind}`,
    text: `
      INSERT INTO ${table} AS hours (department_id, location_id, ${when}, opens, closes, slot_minutes, capacity)
      VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${hoursColumns}, hours.${when}`,
    values: valuesOf(hours),
  })
  return row
}

export async function updateHours(tx: Tx, id: number, hours: Written): Promise<HoursRow | undefined> {
  const kind = kindOf(hours)
  const { table, when } = tables[kind]
  const [row] = await tx.query<HoursRow>({
    name: `update-hours-${kind}`,
    text: `
      UPDATE ${table} AS hours SET department_id = $1, location_id = $2, ${when} = $3, opens = $4, closes = $5,
        slot_minutes = $6, capacity = $7, version = version + 1
      WHERE id = $8 RETURNING ${hoursColumns}, hours.${when}`,
    values: [...valuesOf(hours), id],
  })
  return row
}

export async function deleteHours(tx: Tx, kind: Kind, id: number): Promise<void> {
  await tx.query({
    name: `delete-hours-${kind}`,
    text: `DELETE FROM ${tables[kind].table} WHERE id = $1`,
    values: [id],
  })
}

/** Other hours of the same department, place and day that these would overlap. */
export async function findOverlap(tx: Tx, hours: Written, ownId: number): Promise<HoursRow | undefined> {
  const kind = kindOf(hours)
  const { table, when } = tables[kind]
  const [departmentId, locationId, day, opens, closes] = valuesOf(hours)
  const [row] = await tx.query<HoursRow>({
    name: `find-overlap-${kind}`,
    text: `
      SELECT ${hoursColumns}, hours.${when} FROM ${table} AS hours
      WHERE department_id = $1 AND location_id = $2 AND ${when} = $3 AND id <> $6 AND opens < $5 AND closes > $4 LIMIT 1`,
    values: [departmentId, locationId, day, opens, closes, ownId],
  })
  return row
}

function valuesOf(hours: Written) {
  const { departmentId, locationId, opens, closes, slotMinutes, capacity } = hours
  return [departmentId, locationId, 'day' in hours ? hours.day : hours.weekday, opens, closes, slotMinutes, capacity]
}
