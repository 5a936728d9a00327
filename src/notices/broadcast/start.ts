import type { Office } from '#appointments/office.ts'
import { rules } from '#appointments/rules.ts'
import type { Tx } from '#database.ts'
import { nextAllowed } from '#appointments/quiet-hours.ts'
import { countAudience, freezeAudience } from './audience.ts'
import type { Broadcast, EndedWhy } from './broadcast.ts'
import { lockBroadcast } from './find.ts'
import { countPlaces, findFreePlaces } from './free-places.ts'
import { isByTwo } from './is-by-two.ts'
import { wakeBroadcasts } from './wake.ts'

export type Hindrance =
  | { outcome: 'not-found' }
  | { outcome: 'not-possible'; state: Broadcast['state'] }
  | { outcome: 'in-the-past' }
  | { outcome: 'no-audience' }
  | { outcome: 'no-places' }
  | { outcome: 'approval-needed'; people: number; alone: number }
  /** A machine made it: whoever approved it is not the one who starts it. */
  | { outcome: 'other-starter-needed'; people: number; alone: number }

export type Started =
  { outcome: 'started'; people: number } | { outcome: 'scheduled'; people: number; at: Date } | Hindrance

type Wish = { id: string; office: Office; now: Date }

/**
 * Starts a draft now, which freezes whom it goes to and what it says, or at `at`. A second start changes nothing. Outside the
 * hours in which people may be told, its first wave waits for them. `by` is a member of staff, or nobody for a command or a key.
 */
export async function startBroadcast(
  tx: Tx,
  { id, at, office, by, now }: Wish & { at?: Date | undefined; by: string | null },
): Promise<Started> {
  const broadcast = await lockBroadcast(tx, id)
  if (!broadcast) return { outcome: 'not-found' }
  if (broadcast.state !== 'draft') return { outcome: 'not-possible', state: broadcast.state }
  if (at && at <= now) return { outcome: 'in-the-past' }
  const started = { ...broadcast, startedBy: by }
  const hindrance = await hinder(tx, { broadcast: started, office, now })
  if ('outcome' in hindrance) return hindrance
  if (!at) return { outcome: 'started', people: await freeze(tx, { broadcast: started, now }) }
  await tx.query({
    name: 'schedule-broadcast',
    text: `UPDATE broadcast SET state = 'scheduled', starts_at = $2, due_at = $2, started_by = $3 WHERE id = $1`,
    values: [id, at, by],
  })
  await wakeBroadcasts(tx, id)
  return { outcome: 'scheduled', people: hindrance.people, at }
}

/** The time of a scheduled one has come. What hinders it now ends it, and says why. */
export async function beginScheduled(tx: Tx, { id, office, now }: Wish): Promise<void> {
  const broadcast = await lockBroadcast(tx, id)
  if (broadcast?.state !== 'scheduled' || !broadcast.startsAt || broadcast.startsAt > now) return
  const hindrance = await hinder(tx, { broadcast, office, now })
  if ('people' in hindrance && !('outcome' in hindrance)) await freeze(tx, { broadcast, now })
  else await endBroadcast(tx, { id, why: whyOf[hindrance.outcome], now })
}

const whyOf = {
  'no-audience': 'no-audience',
  'no-places': 'no-places',
  'approval-needed': 'approval-needed',
  'other-starter-needed': 'approval-needed',
} as const

type Hindered = Extract<Hindrance, { outcome: keyof typeof whyOf }>

async function hinder(
  tx: Tx,
  { broadcast, office, now }: { broadcast: Broadcast; office: Office; now: Date },
): Promise<{ people: number } | Hindered> {
  const { offer, audience, approvedBy } = broadcast
  const crowds = await countAudience(tx, { audience, now })
  if (crowds.every(({ told }) => told === 0)) return { outcome: 'no-audience' }
  if (countPlaces(await findFreePlaces(tx, { offer, office, now })) === 0) return { outcome: 'no-places' }
  const people = crowds.reduce((sum, crowd) => sum + crowd.people, 0)
  const { alone } = rules.broadcast
  if (people <= alone || isByTwo(broadcast)) return { people }
  return { outcome: approvedBy === null ? 'approval-needed' : 'other-starter-needed', people, alone }
}

async function freeze(
  tx: Tx,
  { broadcast: { id, audience, startedBy }, now }: { broadcast: Broadcast; now: Date },
): Promise<number> {
  const people = await freezeAudience(tx, { broadcastId: id, audience, now })
  await tx.query({
    name: 'freeze-broadcast',
    text: `UPDATE broadcast SET state = 'running', started_at = $2, people = $3, due_at = $4, started_by = $5 WHERE id = $1`,
    values: [id, now, people, nextAllowed(now), startedBy],
  })
  await wakeBroadcasts(tx, id)
  return people
}

/** With a reason it ends before everybody was told. */
export async function endBroadcast(
  tx: Tx,
  { id, why, now }: { id: string; why?: EndedWhy | undefined; now: Date },
): Promise<void> {
  await tx.query({
    name: 'end-broadcast',
    text: `UPDATE broadcast
           SET state = CASE WHEN $2::text IS NULL THEN 'finished' ELSE 'stopped' END::broadcast_state, ended_why = $2, ended_at = $3,
             due_at = NULL
           WHERE id = $1`,
    values: [id, why ?? null, now],
  })
}
