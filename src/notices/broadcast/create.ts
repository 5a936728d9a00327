import { randomUUID } from 'node:crypto'
import { inUse, type Office } from '#appointments/office.ts'
import { rules } from '#appointments/rules.ts'
import type { Tx } from '#database.ts'
import type { Audience, Offer, Texts } from './broadcast.ts'
import { judgeTexts, type TextFault } from './judge-texts.ts'

/** `key` names this very broadcast: a second one with it is refused. `by` is a member of staff, or nobody for a command. */
export type Plan = {
  title: string
  offer: Offer
  audience: Audience
  texts: Texts
  key?: string | undefined
  perPlace?: number | undefined
  waveMinutes?: number | undefined
}

export type Created =
  | { outcome: 'created'; id: string }
  | { outcome: 'twice'; id: string }
  | { outcome: 'unknown-place' }
  | { outcome: 'days-in-the-wrong-order' }
  | ({ outcome: 'bad-texts' } & TextFault)

/** A draft: nobody is told before it is started. */
export async function createBroadcast(
  tx: Tx,
  { plan, office, by, now }: { plan: Plan; office: Office; by: string | null; now: Date },
): Promise<Created> {
  const { title, offer, audience, texts, key, perPlace, waveMinutes } = plan
  if (!isKnown(office, offer)) return { outcome: 'unknown-place' }
  if (offer.firstDay !== undefined && offer.lastDay !== undefined && offer.lastDay < offer.firstDay)
    return { outcome: 'days-in-the-wrong-order' }
  const fault = judgeTexts(texts, audience)
  if (fault) return { outcome: 'bad-texts', ...fault }
  const id = randomUUID()
  const [created] = await tx.query({
    name: 'create-broadcast',
    text: `INSERT INTO broadcast (id, key, title, offer, audience, texts, per_place, wave_minutes, created_by, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (key) DO NOTHING RETURNING id`,
    values: [
      id,
      key ?? null,
      title,
      JSON.stringify(offer),
      JSON.stringify(audience),
      JSON.stringify(texts),
      perPlace ?? rules.broadcast.perPlace,
      waveMinutes ?? rules.broadcast.waveMinutes,
      by,
      now,
    ],
  })
  if (created) return { outcome: 'created', id }
  const [former] = await tx.query<{ id: string }>({
    name: 'find-broadcast-by-key',
    text: 'SELECT id FROM broadcast WHERE key = $1',
    values: [key],
  })
  return { outcome: 'twice', id: former?.id ?? id }
}

function isKnown(office: Office, { departmentId, serviceId, locationId }: Offer): boolean {
  const department = inUse(office.departments).find(({ id }) => id === departmentId)
  if (!department) return false
  if (serviceId !== undefined && !inUse(department.services).some(({ id }) => id === serviceId)) return false
  return locationId === undefined || inUse(office.locations).some(({ id }) => id === locationId)
}
