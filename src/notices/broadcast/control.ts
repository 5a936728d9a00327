import type { Tx } from '#database.ts'
import { nextAllowed } from '#appointments/quiet-hours.ts'
import type { BroadcastState } from './broadcast.ts'
import { cutWave } from './cut-wave.ts'
import { lockBroadcast } from './find.ts'
import { endBroadcast } from './start.ts'
import { wakeBroadcasts } from './wake.ts'
import { withdraw } from './withdraw.ts'

export type Controlled =
  { outcome: 'done' } | { outcome: 'not-found' } | { outcome: 'not-possible'; state: BroadcastState }

/** Nobody else is told until it goes on: what stands in line is taken back. Again it changes nothing. */
export async function pauseBroadcast(tx: Tx, { id }: { id: string }): Promise<Controlled> {
  const broadcast = await lockBroadcast(tx, id)
  if (!broadcast) return { outcome: 'not-found' }
  if (broadcast.state === 'paused') return { outcome: 'done' }
  if (broadcast.state !== 'running') return { outcome: 'not-possible', state: broadcast.state }
  await tx.query({
    name: 'pause-broadcast',
    text: `UPDATE broadcast SET state = 'paused', due_at = NULL WHERE id = $1`,
    values: [id],
  })
  await withdraw(tx, { id })
  return { outcome: 'done' }
}

/** The next wave is for everybody who has not been told: which places are free meanwhile is another matter than before. */
export async function resumeBroadcast(tx: Tx, { id, now }: { id: string; now: Date }): Promise<Controlled> {
  const broadcast = await lockBroadcast(tx, id)
  if (!broadcast) return { outcome: 'not-found' }
  if (broadcast.state === 'running') return { outcome: 'done' }
  if (broadcast.state !== 'paused') return { outcome: 'not-possible', state: broadcast.state }
  const due = nextAllowed(now)
  await cutWave(tx, { id, due })
  await tx.query({
    name: 'resume-broadcast',
    text: `UPDATE broadcast SET state = 'running', due_at = $2 WHERE id = $1`,
    values: [id, due],
  })
  await wakeBroadcasts(tx, id)
  return { outcome: 'done' }
}

/** For good. What waits in line is taken back; what is on its way arrives. */
export async function stopBroadcast(tx: Tx, { id, now }: { id: string; now: Date }): Promise<Controlled> {
  const broadcast = await lockBroadcast(tx, id)
  if (!broadcast) return { outcome: 'not-found' }
  if (broadcast.state === 'stopped') return { outcome: 'done' }
  if (broadcast.state === 'finished') return { outcome: 'not-possible', state: broadcast.state }
  await endBroadcast(tx, { id, why: 'by-hand', now })
  await withdraw(tx, { id })
  return { outcome: 'done' }
}
