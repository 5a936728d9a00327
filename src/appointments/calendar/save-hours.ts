import type { Tx } from '#database.ts'
import { localDay } from '../local-time.ts'
import { alignSlots, type Effect, lastOpenDay } from './align-slots.ts'
import { type Meanwhile, queueUp, type Version } from './edit.ts'
import { deleteHours, findHours, findOverlap, type HoursRow, insertHours, type Kind, updateHours } from './hours-row.ts'
import { readTemplate } from './read-template.ts'

/** `weekday` 1 is Monday; `day` "YYYY-MM-DD" makes them the hours of that one day; `opens` and `closes` are "HH:MM". */
export type HoursWish = {
  departmentId: string
  locationId: string
  opens: string
  closes: string
  slotMinutes: number
  capacity: number
} & ({ weekday: number } | { day: string })

export type SavedHours =
  | { outcome: 'saved'; hours: HoursRow; effect: Effect }
  | { outcome: 'overlaps'; hours: HoursRow }
  /** Not one slot fits between opening and closing. */
  | { outcome: 'too-short' }
  | { outcome: 'in-the-past' }
  | Meanwhile<HoursRow>

/**
 * New hours, or with `former` other ones in their place. Days that are open already become what the new hours give, but for
 * times that somebody has.
 */
export async function saveHours(
  tx: Tx,
  { former, now, ...wish }: { former?: Version | undefined; now: Date } & HoursWish,
): Promise<SavedHours> {
  if (minutesBetween(wish.opens, wish.closes) < wish.slotMinutes) return { outcome: 'too-short' }
  if ('day' in wish && wish.day < localDay(now)) return { outcome: 'in-the-past' }
  await queueUp(tx, wish)
  if (former) {
    const refused = await isCurrent(tx, 'day' in wish ? 'special' : 'weekly', former)
    if (refused) return refused
  }
  const overlap = await findOverlap(tx, wish, former?.id ?? 0)
  if (overlap) return { outcome: 'overlaps', hours: overlap }
  const before = await readTemplate(tx)
  const hours = former ? await updateHours(tx, former.id, wish) : await insertHours(tx, wish)
  if (!hours) throw new Error('Hours were neither changed nor added')
  return { outcome: 'saved', hours, effect: await align(tx, { ...wish, before, now }) }
}

/** Takes hours away, with the free times that only they gave. */
export async function removeHours(
  tx: Tx,
  { kind, now, ...former }: Version & { kind: Kind; now: Date },
): Promise<{ outcome: 'removed'; effect: Effect } | Meanwhile<HoursRow>> {
  const found = await findHours(tx, kind, former.id)
  if (found) await queueUp(tx, found)
  const refused = await isCurrent(tx, kind, former)
  if (refused || !found) return refused ?? { outcome: 'gone' }
  const before = await readTemplate(tx)
  await deleteHours(tx, kind, former.id)
  return { outcome: 'removed', effect: await align(tx, { ...found, before, now }) }
}

async function isCurrent(tx: Tx, kind: Kind, { id, version }: Version): Promise<Meanwhile<HoursRow> | undefined> {
  const current = await findHours(tx, kind, id)
  if (!current) return { outcome: 'gone' }
  return current.version === version ? undefined : { outcome: 'changed-meanwhile', current }
}

type Change = Pick<HoursWish, 'departmentId' | 'locationId'> &
  ({ weekday: number } | { day: string }) & {
    before: Awaited<ReturnType<typeof readTemplate>>
    now: Date
  }

async function align(tx: Tx, { before, now, ...hours }: Change): Promise<Effect> {
  const last = await lastOpenDay(tx, { ...hours, now })
  const [firstDay, lastDay] = 'day' in hours ? [hours.day, hours.day] : [localDay(now), last]
  // What opens later by itself opens by the hours of then.
  if (firstDay > last) return { opened: 0, removed: 0, changed: 0, kept: 0 }
  return alignSlots(tx, { ...hours, firstDay, lastDay, before, after: await readTemplate(tx), now })
}

function minutesBetween(opens: string, closes: string): number {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  return minutes(closes) - minutes(opens)
}
