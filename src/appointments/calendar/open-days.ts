import type { Tx } from '#database.ts'
import { localDay } from '../local-time.ts'
import { planSlots } from '../plan-slots.ts'
import { insertSlots } from './insert-slots.ts'
import { readTemplate } from './read-template.ts'

/** Without department or location all of them. Before `publicFrom` only the desk books these times. */
export type OpeningDays = {
  departmentId?: string | undefined
  locationId?: string | undefined
  firstDay: string
  lastDay: string
  publicFrom?: Date | undefined
  now: Date
}

/** Opens days by the office's hours. What is open or was closed already stays as it is. */
export async function openDays(
  tx: Tx,
  { departmentId, locationId, firstDay, lastDay, publicFrom, now }: OpeningDays,
): Promise<{ outcome: 'opened'; slots: number } | { outcome: 'in-the-past' } | { outcome: 'ends-before-it-begins' }> {
  if (lastDay < firstDay) return { outcome: 'ends-before-it-begins' }
  if (firstDay < localDay(now)) return { outcome: 'in-the-past' }
  const slots = planSlots({ ...(await readTemplate(tx)), firstDay, lastDay }).filter(
    (slot) =>
      slot.startsAt > now &&
      (departmentId ?? slot.departmentId) === slot.departmentId &&
      (locationId ?? slot.locationId) === slot.locationId,
  )
  const isLater = publicFrom !== undefined && publicFrom > now
  return { outcome: 'opened', slots: await insertSlots(tx, slots, isLater ? publicFrom : null) }
}
