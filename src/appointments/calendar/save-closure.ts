import type { Tx } from '#database.ts'
import type { Translated } from '../office.ts'
import { addDays, localDay, startOfDay } from '../local-time.ts'
import type { Closure } from '../plan-slots.ts'
import { alignSlots, type Effect, lastOpenDay } from './align-slots.ts'
import { type Meanwhile, queueUp, type Version } from './edit.ts'
import { type CalendarTemplate, closureColumns, readTemplate, type Versioned } from './read-template.ts'

export type ClosureRow = Versioned<Closure & { reason: Record<string, string> }>

/** Days "YYYY-MM-DD". Null closes every department, or every location. */
export type ClosureWish = Closure & { reason: Translated }

export type SavedClosure =
  | { outcome: 'saved'; closure: ClosureRow; effect: Effect }
  | { outcome: 'in-the-past' }
  | { outcome: 'ends-before-it-begins' }
  /** So many appointments lie in these days: they are moved or cancelled first, by closing the days. */
  | { outcome: 'has-people'; count: number }
  | Meanwhile<ClosureRow>

/** Days on which nothing opens, for an office that is empty on them; with `former` in the place of another closure. */
export async function saveClosure(
  tx: Tx,
  { former, now, ...wish }: { former?: Version | undefined; now: Date } & ClosureWish,
): Promise<SavedClosure> {
  if (wish.lastDay < wish.firstDay) return { outcome: 'ends-before-it-begins' }
  await queueUp(tx, { locationId: null })
  const current = former && (await findClosure(tx, former.id, 'for update'))
  if (former && !current) return { outcome: 'gone' }
  if (former && current && current.version !== former.version) return { outcome: 'changed-meanwhile', current }
  if (wish.firstDay < localDay(now) && wish.firstDay !== current?.firstDay) return { outcome: 'in-the-past' }
  if (wish.lastDay < localDay(now)) return { outcome: 'in-the-past' }
  const count = await countPeople(tx, wish, now)
  if (count > 0) return { outcome: 'has-people', count }
  const before = await readTemplate(tx)
  const closure = await write(tx, wish, former?.id ?? null)
  return {
    outcome: 'saved',
    closure,
    effect: await align(tx, { closures: [closure, ...(current ? [current] : [])], before, now }),
  }
}

/** The days open again, as far ahead as days are open. */
export async function removeClosure(
  tx: Tx,
  { id, version, now }: Version & { now: Date },
): Promise<{ outcome: 'removed'; effect: Effect } | Meanwhile<ClosureRow>> {
  await queueUp(tx, { locationId: null })
  const current = await findClosure(tx, id, 'for update')
  if (!current) return { outcome: 'gone' }
  if (current.version !== version) return { outcome: 'changed-meanwhile', current }
  const before = await readTemplate(tx)
  await tx.query({ name: 'delete-closure', text: 'DELETE FROM closure WHERE id = $1', values: [id] })
  return { outcome: 'removed', effect: await align(tx, { closures: [current], before, now }) }
}

export async function findClosure(tx: Tx, id: number, lock?: 'for update'): Promise<ClosureRow | undefined> {
  const text = `SELECT ${closureColumns} FROM closure WHERE id = $1`
  const [row] = await tx.query<ClosureRow>(
    lock
      ? { name: 'lock-closure', text: `${text} FOR UPDATE`, values: [id] }
      : { name: 'find-closure', text, values: [id] },
  )
  return row
}

async function write(tx: Tx, closure: ClosureWish, id: number | null): Promise<ClosureRow> {
  const { departmentId, locationId, firstDay, lastDay, reason } = closure
  const values = [departmentId, locationId, firstDay, lastDay, JSON.stringify(reason)]
  const [row] = await tx.query<ClosureRow>(
    id === null
      ? {
          name: 'insert-closure',
          text: `INSERT INTO closure (department_id, location_id, first_day, last_day, reason)
                 VALUES ($1, $2, $3, $4, $5) RETURNING ${closureColumns}`,
          values,
        }
      : {
          name: 'update-closure',
          text: `UPDATE closure SET department_id = $1, location_id = $2, first_day = $3, last_day = $4, reason = $5,
                   version = version + 1 WHERE id = $6 RETURNING ${closureColumns}`,
          values: [...values, id],
        },
  )
  if (!row) throw new Error('A closure was neither changed nor added')
  return row
}

async function countPeople(
  tx: Tx,
  { departmentId, locationId, firstDay, lastDay }: Closure,
  now: Date,
): Promise<number> {
  const [row] = await tx.query<{ count: number }>({
    name: 'closure-count-people',
    text: `
      SELECT count(*) AS count FROM appointment
      WHERE state = 'booked' AND starts_at >= $1 AND starts_at < $2 AND starts_at > $3
        AND ($4::text IS NULL OR department_id = $4) AND ($5::text IS NULL OR location_id = $5)`,
    values: [startOfDay(firstDay), startOfDay(addDays(lastDay, 1)), now, departmentId, locationId],
  })
  return row?.count ?? 0
}

type Change = { closures: readonly Closure[]; before: CalendarTemplate; now: Date }

/** Every place that one of these closures concerns becomes what the hours give now. */
async function align(tx: Tx, { closures, before, now }: Change): Promise<Effect> {
  const after = await readTemplate(tx)
  const effect: Effect = { opened: 0, removed: 0, changed: 0, kept: 0 }
  const places = new Map(
    [...before.hours, ...before.special].map((hours) => [`${hours.departmentId} ${hours.locationId}`, hours]),
  )
  for (const { departmentId, locationId } of places.values()) {
    const theirs = closures.filter(
      (closure) =>
        (closure.departmentId ?? departmentId) === departmentId && (closure.locationId ?? locationId) === locationId,
    )
    for (const { firstDay: first, lastDay: last } of theirs) {
      const [today, open] = [localDay(now), await lastOpenDay(tx, { departmentId, locationId, now })]
      const [firstDay, lastDay] = [first < today ? today : first, last < open ? last : open]
      if (lastDay < firstDay) continue
      const one = await alignSlots(tx, { departmentId, locationId, firstDay, lastDay, before, after, now })
      effect.opened += one.opened
      effect.removed += one.removed
      effect.changed += one.changed
      effect.kept += one.kept
    }
  }
  return effect
}
