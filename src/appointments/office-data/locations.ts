import type { Tx } from '#database.ts'
import type { Translated } from '../office.ts'
import { type Changed, isThere, onVersion, type Removed, unlessInUse, type Uses } from './edit.ts'
import { newId } from './new-id.ts'

/** `address`: "Straße 1, 41460 Neuss". */
export type LocationData = {
  name: Translated
  address: string
  latitude: number
  longitude: number
  position: number
  retired: boolean
}
type Known = { id: string; version: number }
type Row = Known & Omit<LocationData, 'name'> & { name: unknown }

export async function addLocation(tx: Tx, data: LocationData): Promise<{ id: string }> {
  const id = await newId(data.name.de, (wanted) => isThere(tx, 'location', wanted))
  await tx.query({
    name: 'add-location',
    text: `INSERT INTO location (id, name, address, latitude, longitude, position, retired)
           VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    values: [id, ...valuesOf(data)],
  })
  return { id }
}

export async function changeLocation(tx: Tx, { id, version, ...data }: Known & LocationData): Promise<Changed<Row>> {
  const written = tx.query({
    name: 'change-location',
    text: `UPDATE location SET name = $3, address = $4, latitude = $5, longitude = $6, position = $7, retired = $8,
             version = version + 1
           WHERE id = $1 AND version = $2 RETURNING id`,
    values: [id, version, ...valuesOf(data)],
  })
  return onVersion(written, () => read(tx, id))
}

export async function removeLocation(tx: Tx, { id, version }: Known): Promise<Removed<Row>> {
  const uses = tx.query<Uses>({ name: 'count-uses-of-location', text: countUses, values: [id] })
  return unlessInUse(uses, () => {
    const written = tx.query({
      name: 'remove-location',
      text: `DELETE FROM location WHERE id = $1 AND version = $2 RETURNING id`,
      values: [id, version],
    })
    return onVersion(written, () => read(tx, id))
  })
}

async function read(tx: Tx, id: string): Promise<Row[]> {
  return tx.query<Row>({
    name: 'read-location',
    text: `SELECT id, version, name, address, latitude, longitude, position, retired FROM location WHERE id = $1`,
    values: [id],
  })
}

function valuesOf({ name, address, latitude, longitude, position, retired }: LocationData): unknown[] {
  return [JSON.stringify(name), address, latitude, longitude, position, retired]
}

const of = (table: string) => `(SELECT count(*) FROM ${table} WHERE location_id = $1)`
const countUses = `
  SELECT ${of('opening_hours')} + ${of('special_hours')} AS hours, ${of('slot')} AS slots,
         ${of('appointment')} AS appointments, ${of('closure')} AS closures, ${of('room')} AS rooms,
         ${of('device')} AS devices, ${of('api_key')} AS keys, ${of('staff_role')} AS roles, ${of('draw')} AS draws`
