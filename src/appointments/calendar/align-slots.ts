import type { Tx } from '#database.ts'
import { addDays, localDay, startOfDay } from '../local-time.ts'
import { type PlannedSlot, planSlots } from '../plan-slots.ts'
import { rules } from '../rules.ts'
import { insertSlots } from './insert-slots.ts'
import type { CalendarTemplate } from './read-template.ts'

/**
 * What a change of hours did to days that are open already. `kept`: slots that no longer fit the hours but have somebody in
 * them; they stay, and nothing new is put over them.
 */
export type Effect = { opened: number; removed: number; changed: number; kept: number }

export type Aligning = {
  departmentId: string
  locationId: string
  firstDay: string
  lastDay: string
  /** What the days were opened from. */
  before: CalendarTemplate
  /** What they should be now. */
  after: CalendarTemplate
  now: Date
}

/** Makes the slots of open days what the changed hours give. Whoever has a time keeps it, and so does what a clerk closed. */
export async function alignSlots(tx: Tx, aligning: Aligning): Promise<Effect> {
  const { firstDay, lastDay, departmentId, locationId, now } = aligning
  const planned = (template: CalendarTemplate) =>
    planSlots({ ...template, firstDay, lastDay }).filter(
      (slot) => slot.departmentId === departmentId && slot.locationId === locationId && slot.startsAt > now,
    )
  const wanted = planned(aligning.after)
  const { removed, kept } = await removeOthers(tx, aligning, wanted)
  const changed = await changeCapacities(tx, aligning, { former: planned(aligning.before), wanted })
  return { removed, kept, changed, opened: await openMissing(tx, aligning, wanted) }
}

/** The last day that is open there, and at least as far ahead as days open by themselves. */
export async function lastOpenDay(
  tx: Tx,
  { departmentId, locationId, now }: Pick<Aligning, 'departmentId' | 'locationId' | 'now'>,
): Promise<string> {
  const [row] = await tx.query<{ last: Date | null }>({
    name: 'last-open-day',
    text: 'SELECT max(starts_at) AS last FROM slot WHERE department_id = $1 AND location_id = $2',
    values: [departmentId, locationId],
  })
  const usual = addDays(localDay(now), rules.lastDay)
  const last = row?.last ? localDay(row.last) : usual
  return last > usual ? last : usual
}

async function removeOthers(
  tx: Tx,
  { departmentId, locationId, firstDay, lastDay, now }: Aligning,
  wanted: readonly PlannedSlot[],
): Promise<{ removed: number; kept: number }> {
  const [row] = await tx.query<{ removed: number; kept: number }>({
    name: 'align-remove-others',
    text: `
      WITH
        other AS MATERIALIZED (
          SELECT id, booked + held AS taken FROM slot
          WHERE department_id = $1 AND location_id = $2 AND starts_at >= $3 AND starts_at < $4 AND starts_at > $5
            AND state = 'open' AND (starts_at, minutes) NOT IN (SELECT * FROM unnest($6::timestamptz[], $7::int[]))
          ORDER BY id FOR UPDATE
        ),
        gone AS (DELETE FROM slot USING other WHERE slot.id = other.id AND other.taken = 0 RETURNING slot.id)
      SELECT (SELECT count(*) FROM gone) AS removed, (SELECT count(*) FROM other WHERE taken > 0) AS kept`,
    values: [
      departmentId,
      locationId,
      startOfDay(firstDay),
      startOfDay(addDays(lastDay, 1)),
      now,
      wanted.map(({ startsAt }) => startsAt),
      wanted.map(({ minutes }) => minutes),
    ],
  })
  return row ?? { removed: 0, kept: 0 }
}

/** A capacity that a clerk has changed by hand is another one than the hours gave, and stays. */
async function changeCapacities(
  tx: Tx,
  { departmentId, locationId }: Aligning,
  { former, wanted }: { former: readonly PlannedSlot[]; wanted: readonly PlannedSlot[] },
): Promise<number> {
  const formerly = new Map(former.map(({ startsAt, capacity }) => [startsAt.getTime(), capacity]))
  const changed = wanted.filter(({ startsAt, capacity }) => (formerly.get(startsAt.getTime()) ?? capacity) !== capacity)
  const rows = await tx.query({
    name: 'align-change-capacities',
    text: `
      WITH locked AS MATERIALIZED (
        SELECT slot.id, slot.booked, slot.held, wanted.capacity FROM slot
        JOIN unnest($3::timestamptz[], $4::int[], $5::int[]) AS wanted (starts_at, capacity, former)
          ON slot.starts_at = wanted.starts_at AND slot.capacity = wanted.former
        WHERE department_id = $1 AND location_id = $2 AND state = 'open'
        ORDER BY slot.id FOR UPDATE OF slot
      )
      UPDATE slot SET capacity = locked.capacity, booked = locked.booked, held = locked.held
      FROM locked WHERE slot.id = locked.id AND locked.booked + locked.held <= locked.capacity
      RETURNING slot.id`,
    values: [
      departmentId,
      locationId,
      changed.map(({ startsAt }) => startsAt),
      changed.map(({ capacity }) => capacity),
      changed.map(({ startsAt }) => formerly.get(startsAt.getTime())),
    ],
  })
  return rows.length
}

/** What is added to a day that is not public yet becomes public with the rest of it. */
async function openMissing(
  tx: Tx,
  { departmentId, locationId, firstDay, lastDay }: Aligning,
  wanted: readonly PlannedSlot[],
): Promise<number> {
  const rows = await tx.query<{ day: string; publicFrom: Date | null }>({
    name: 'align-public-from',
    text: `
      SELECT (starts_at AT TIME ZONE 'Europe/Berlin')::date AS day, max(public_from) AS "publicFrom" FROM slot
      WHERE department_id = $1 AND location_id = $2 AND starts_at >= $3 AND starts_at < $4 GROUP BY 1`,
    values: [departmentId, locationId, startOfDay(firstDay), startOfDay(addDays(lastDay, 1))],
  })
  const publicFrom = new Map(rows.map((row) => [row.day, row.publicFrom]))
  const byTime = Map.groupBy(wanted, ({ startsAt }) => publicFrom.get(localDay(startsAt))?.getTime())
  let opened = 0
  for (const [time, slots] of byTime) opened += await insertSlots(tx, slots, time === undefined ? null : new Date(time))
  return opened
}
