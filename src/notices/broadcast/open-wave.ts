import { localDay, startOfDay } from '#appointments/local-time.ts'
import type { Office } from '#appointments/office.ts'
import { nextAllowed } from '#appointments/quiet-hours.ts'
import type { Tx } from '#database.ts'
import type { Speak } from '#texts.ts'
import type { Broadcast } from './broadcast.ts'
import { cutWave } from './cut-wave.ts'
import { fillIn } from './fill-in.ts'
import { lockBroadcast } from './find.ts'
import { countPlaces, findFreePlaces } from './free-places.ts'
import { endBroadcast } from './start.ts'
import { withdraw } from './withdraw.ts'

type Wish = { id: string; office: Office; speak: Speak; now: Date }

/**
 * The next people of the audience, once everybody of the wave before is settled and its time is over: no more than a multiple of
 * the places that are free now, whose times go into the words. With no place left it ends. Several processes may do it at once.
 */
export async function openWave(tx: Tx, { id, office, speak, now }: Wish): Promise<void> {
  const broadcast = await lockRunning(tx, { id, now })
  if (!broadcast?.dueAt) return
  const { wave, offer, texts, perPlace, waveMinutes } = broadcast
  const rest = await restOf(tx, { id, wave })
  if (rest.isOpen) return
  if (!rest.isWaiting) return endBroadcast(tx, { id, now })
  if (broadcast.dueAt > now) return
  const allowed = nextAllowed(now)
  if (allowed > now) return postpone(tx, { id, at: allowed })
  const places = await findFreePlaces(tx, { offer, office, now })
  const free = countPlaces(places)
  if (free === 0) return endBroadcast(tx, { id, why: 'no-places', now })
  const bodies = fillIn(texts, { places, speak })
  await tx.query({
    name: 'open-wave',
    text: `
      WITH
        chosen AS (
          SELECT id FROM broadcast_recipient WHERE broadcast_id = $1 AND state = 'queued' AND id > $2 ORDER BY id LIMIT $3
        ),
        wave AS (
          INSERT INTO broadcast_wave (broadcast_id, number, at, free, size, last_id, bodies)
          SELECT $1, $4, $5, $6, count(*), max(id), $7 FROM chosen
        )
      UPDATE broadcast SET wave = $4, due_at = $8 WHERE id = $1`,
    values: [
      id,
      rest.lastId,
      free * perPlace,
      wave + 1,
      now,
      free,
      JSON.stringify(bodies),
      nextAllowed(new Date(now.getTime() + waveMinutes * 60_000)),
    ],
  })
}

/** As it goes on. The night ends a wave, and so does the next day where nobody was there to see the night begin. */
async function lockRunning(tx: Tx, { id, now }: Pick<Wish, 'id' | 'now'>): Promise<Broadcast | undefined> {
  const broadcast = await lockBroadcast(tx, id)
  if (broadcast?.state !== 'running') return undefined
  const due = nextAllowed(now)
  const isNight = due > now
  if (isNight) await withdraw(tx, { id })
  const isCut = await cutWave(tx, { id, due, openedBefore: isNight ? undefined : startOfDay(localDay(now)) })
  return isCut ? lockBroadcast(tx, id) : broadcast
}

type Rest = { isOpen: boolean; isWaiting: boolean; lastId: number }

/** `isOpen`: somebody of this wave is not settled. `isWaiting`: somebody is of no wave yet. `lastId`: the wave's last. */
async function restOf(tx: Tx, { id, wave }: { id: string; wave: number }): Promise<Rest> {
  const any = (condition: string) =>
    `EXISTS (SELECT FROM broadcast_recipient AS recipient WHERE broadcast_id = $1 AND ${condition})`
  const [rest] = await tx.query<Rest>({
    name: 'rest-of-broadcast',
    text: `
      WITH last AS (SELECT coalesce(max(last_id), 0) AS id FROM broadcast_wave WHERE broadcast_id = $1 AND number = $2)
      SELECT last.id AS "lastId",
        ${any("state = 'sending'")} OR ${any("state = 'queued' AND recipient.id <= last.id")} AS "isOpen",
        ${any("state = 'queued' AND recipient.id > last.id")} AS "isWaiting"
      FROM last`,
    values: [id, wave],
  })
  return rest ?? { isOpen: false, isWaiting: false, lastId: 0 }
}

async function postpone(tx: Tx, { id, at }: { id: string; at: Date }): Promise<void> {
  await tx.query({ name: 'postpone-wave', text: 'UPDATE broadcast SET due_at = $2 WHERE id = $1', values: [id, at] })
}
