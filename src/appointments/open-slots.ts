import type { Tx } from '#database.ts'
import { insertSlots } from './calendar/insert-slots.ts'
import { readTemplate } from './calendar/read-template.ts'
import { addDays, localDay } from './local-time.ts'
import { planSlots } from './plan-slots.ts'

/** How many slots are new, and the days that are open now. */
export type Opened = { opened: number; firstDay: string; lastDay: string }

/**
 * Opens the slots of the next `days` days, from tomorrow on. Again it opens only what is missing: slots that somebody
 * closed or changed stay as they are.
 */
export async function openSlots(tx: Tx, { now, days }: { now: Date; days: number }, plan = planSlots): Promise<Opened> {
  const firstDay = addDays(localDay(now), 1)
  const lastDay = addDays(localDay(now), days)
  const slots = plan({ ...(await readTemplate(tx)), firstDay, lastDay })
  return { opened: await insertSlots(tx, slots), firstDay, lastDay }
}
