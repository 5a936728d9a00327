import type { Tx } from '#database.ts'
import { type Changed, isThere, onVersion } from './edit.ts'

/** `name`: as it stands on the door. Without a department every one of the location uses it. */
export type RoomData = { name: string; departmentId: string | null; retired: boolean }
type Row = RoomData & { id: number; version: number; locationId: string }
type Known = { id: number; version: number }

export type AddedRoom = { outcome: 'added'; id: number } | { outcome: 'unknown-place' } | { outcome: 'name-taken' }

export async function addRoom(
  tx: Tx,
  { locationId, name, departmentId, retired }: RoomData & { locationId: string },
): Promise<AddedRoom> {
  if (!(await isThere(tx, 'location', locationId))) return { outcome: 'unknown-place' }
  if (!(await isDepartment(tx, departmentId))) return { outcome: 'unknown-place' }
  const [added] = await tx.query<{ id: number }>({
    name: 'add-room',
    text: `INSERT INTO room (location_id, name, department_id, retired) VALUES ($1, $2, $3, $4)
           ON CONFLICT (location_id, name) DO NOTHING RETURNING id`,
    values: [locationId, name, departmentId, retired],
  })
  return added === undefined ? { outcome: 'name-taken' } : { outcome: 'added', id: added.id }
}

export async function changeRoom(
  tx: Tx,
  { id, version, name, departmentId, retired }: Known & RoomData,
): Promise<Changed<Row> | { outcome: 'unknown-place' } | { outcome: 'name-taken' }> {
  const [room] = await readRoom(tx, id)
  if (!room) return { outcome: 'gone' }
  if (!(await isDepartment(tx, departmentId))) return { outcome: 'unknown-place' }
  const others = await tx.query({
    name: 'find-room-of-that-name',
    text: `SELECT id FROM room WHERE location_id = $1 AND name = $2 AND id <> $3`,
    values: [room.locationId, name, id],
  })
  if (others.length > 0) return { outcome: 'name-taken' }
  const written = tx.query({
    name: 'change-room',
    text: `UPDATE room SET name = $3, department_id = $4, retired = $5, version = version + 1
           WHERE id = $1 AND version = $2 RETURNING id`,
    values: [id, version, name, departmentId, retired],
  })
  return onVersion(written, () => readRoom(tx, id))
}

/** Nothing hangs on a room: what was called there has its name. */
export async function removeRoom(tx: Tx, { id, version }: Known): Promise<Changed<Row>> {
  const written = tx.query({
    name: 'remove-room',
    text: `DELETE FROM room WHERE id = $1 AND version = $2 RETURNING id`,
    values: [id, version],
  })
  return onVersion(written, () => readRoom(tx, id))
}

async function readRoom(tx: Tx, id: number): Promise<Row[]> {
  return tx.query<Row>({
    name: 'read-room',
    text: `SELECT id, version, location_id AS "locationId", department_id AS "departmentId", name, retired
           FROM room WHERE id = $1`,
    values: [id],
  })
}

async function isDepartment(tx: Tx, id: string | null): Promise<boolean> {
  return id === null || isThere(tx, 'department', id)
}
