import type { Tx } from '#database.ts'
import type { Translated, TranslatedList } from '../office.ts'
import { type Changed, isThere, onVersion, type Removed, unlessInUse, type Uses } from './edit.ts'
import { newId } from './new-id.ts'

/** `units`: consecutive slots of a visit. `documents`: what to bring, each in all languages. */
export type ServiceData = {
  name: Translated
  units: number
  documents: readonly Translated[]
  position: number
  retired: boolean
}
type Known = { id: string; version: number }
type Row = Known & { departmentId: string; name: unknown; units: number; documents: unknown; retired: boolean }

export type AddedService = { outcome: 'added'; id: string } | { outcome: 'unknown-department' }

export async function addService(
  tx: Tx,
  { departmentId, ...data }: ServiceData & { departmentId: string },
): Promise<AddedService> {
  if (!(await isThere(tx, 'department', departmentId))) return { outcome: 'unknown-department' }
  const id = await newId(`${departmentId} ${data.name.de}`, (wanted) => isThere(tx, 'service', wanted))
  await tx.query({
    name: 'add-service',
    text: `INSERT INTO service (id, department_id, name, units, documents, position, retired)
           VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    values: [id, departmentId, ...valuesOf(data)],
  })
  return { outcome: 'added', id }
}

export async function changeService(tx: Tx, { id, version, ...data }: Known & ServiceData): Promise<Changed<Row>> {
  const written = tx.query({
    name: 'change-service',
    text: `UPDATE service SET name = $3, units = $4, documents = $5, position = $6, retired = $7, version = version + 1
           WHERE id = $1 AND version = $2 RETURNING id`,
    values: [id, version, ...valuesOf(data)],
  })
  return onVersion(written, () => read(tx, id))
}

export async function removeService(tx: Tx, { id, version }: Known): Promise<Removed<Row>> {
  const uses = tx.query<Uses>({ name: 'count-uses-of-service', text: countUses, values: [id] })
  return unlessInUse(uses, () => {
    const written = tx.query({
      name: 'remove-service',
      text: `DELETE FROM service WHERE id = $1 AND version = $2 RETURNING id`,
      values: [id, version],
    })
    return onVersion(written, () => read(tx, id))
  })
}

async function read(tx: Tx, id: string): Promise<Row[]> {
  return tx.query<Row>({
    name: 'read-service',
    text: `SELECT id, version, department_id AS "departmentId", name, units, documents, position, retired
           FROM service WHERE id = $1`,
    values: [id],
  })
}

function valuesOf({ name, units, documents, position, retired }: ServiceData): unknown[] {
  return [JSON.stringify(name), units, JSON.stringify(listed(documents)), position, retired]
}

const of = (table: string) => `(SELECT count(*) FROM ${table} WHERE service_id = $1)`
const countUses = `
  SELECT ${of('appointment')} + ${of('hold')} AS appointments, ${of('draw')} AS draws,
         (SELECT count(*) FROM subscription WHERE service_id = $1 AND ended_at IS NULL) AS subscriptions`

/** A list per language, all of the same length: an empty text is one that is missing. */
function listed(documents: readonly Translated[]): TranslatedList {
  const languages = new Set(documents.flatMap((document) => Object.keys(document)))
  return {
    ...Object.fromEntries([...languages].map((tag) => [tag, documents.map((document) => document[tag] ?? '')])),
    de: documents.map(({ de }) => de),
  }
}

/** The other way round. */
export function unlisted(lists: TranslatedList): Translated[] {
  return lists.de.map((de, index) => ({
    ...Object.fromEntries(
      Object.entries(lists).flatMap(([tag, texts]) => {
        const text = texts[index] ?? ''
        return text === '' ? [] : [[tag, text]]
      }),
    ),
    de,
  }))
}
