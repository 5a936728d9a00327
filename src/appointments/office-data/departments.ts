import type { Tx } from '#database.ts'
import type { Translated } from '../office.ts'
import { type Changed, isThere, onVersion, type Removed, unlessInUse, type Uses } from './edit.ts'
import { newId } from './new-id.ts'

/** `position`: in this order they are offered. */
export type DepartmentData = { name: Translated; position: number; retired: boolean }
type Row = { id: string; version: number; name: unknown; position: number; retired: boolean }
type Known = { id: string; version: number }

export async function addDepartment(tx: Tx, { name, position, retired }: DepartmentData): Promise<{ id: string }> {
  const id = await newId(name.de, (wanted) => isThere(tx, 'department', wanted))
  await tx.query({
    name: 'add-department',
    text: `INSERT INTO department (id, name, position, retired) VALUES ($1, $2, $3, $4)`,
    values: [id, JSON.stringify(name), position, retired],
  })
  return { id }
}

export async function changeDepartment(
  tx: Tx,
  { id, version, name, position, retired }: Known & DepartmentData,
): Promise<Changed<Row>> {
  const written = tx.query({
    name: 'change-department',
    text: `UPDATE department SET name = $3, position = $4, retired = $5, version = version + 1
           WHERE id = $1 AND version = $2 RETURNING id`,
    values: [id, version, JSON.stringify(name), position, retired],
  })
  return onVersion(written, () => read(tx, id))
}

export async function removeDepartment(tx: Tx, { id, version }: Known): Promise<Removed<Row>> {
  const uses = tx.query<Uses>({ name: 'count-uses-of-department', text: countUses, values: [id] })
  return unlessInUse(uses, () => {
    const written = tx.query({
      name: 'remove-department',
      text: `DELETE FROM department WHERE id = $1 AND version = $2 RETURNING id`,
      values: [id, version],
    })
    return onVersion(written, () => read(tx, id))
  })
}

async function read(tx: Tx, id: string): Promise<Row[]> {
  return tx.query<Row>({
    name: 'read-department',
    text: `SELECT id, version, name, position, retired FROM department WHERE id = $1`,
    values: [id],
  })
}

const of = (table: string) => `(SELECT count(*) FROM ${table} WHERE department_id = $1)`
const countUses = `
  SELECT ${of('service')} AS services, ${of('opening_hours')} + ${of('special_hours')} AS hours, ${of('slot')} AS slots,
         ${of('appointment')} AS appointments, ${of('closure')} AS closures, ${of('room')} AS rooms,
         ${of('staff_role')} AS roles, ${of('imported_visit')} AS imported, ${of('draw')} AS draws`
