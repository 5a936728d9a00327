import { setTimeout } from 'node:timers/promises'
import type { Office } from '#appointments/office.ts'
import type { Speak } from '#texts.ts'
import { isQuiet } from '#appointments/quiet-hours.ts'
import { openWave } from './open-wave.ts'
import { beginScheduled } from './start.ts'
import { type Parts, tellWave } from './tell-wave.ts'

export type Runner = Parts & { office: () => Office; speak: Speak }

/**
 * `told` in this step. `isOpen`: people of a wave are still to be told or on their way, which in the night waits for the next look.
 * `dueAt`: then there is something to do again.
 */
type Step = { told: number; isOpen: boolean; hasFailed: boolean; dueAt: Date | undefined }

/** Milliseconds: a line that is full is shorter soon; what failed is not mended at once. */
const pauses = { full: 100, failed: 5000 }

/**
 * Everything that is due of every broadcast, until nothing is or `signal` ends it; resolves to when something is due again. The
 * broadcasts take turns. Done by several processes at once, everything still happens once.
 */
export async function runBroadcasts(runner: Runner, signal: AbortSignal): Promise<Date | undefined> {
  for (;;) {
    const step = await stepBroadcasts(runner)
    if (!step.isOpen && step.told === 0) return step.dueAt
    if (signal.aborted) return runner.now()
    const pause = step.hasFailed ? pauses.failed : step.told === 0 ? pauses.full : 0
    if (pause > 0) await setTimeout(pause, undefined, { signal }).catch(() => {})
  }
}

/** One look at every broadcast. */
export async function stepBroadcasts(runner: Runner): Promise<Step> {
  const { database, office, speak, log, now } = runner
  let told = 0
  let hasFailed = false
  for (const { id, state } of await findActive(runner)) {
    const wish = { id, office: office(), now: now() }
    try {
      if (state === 'scheduled') await database.transaction((tx) => beginScheduled(tx, wish))
      await database.transaction((tx) => openWave(tx, { ...wish, speak }))
      told += await tellWave(runner, id)
    } catch (error) {
      hasFailed = true
      log.error('broadcast-failed', error)
    }
  }
  return { told, hasFailed, ...(await whatIsLeft(runner)) }
}

async function findActive({ database, now }: Runner): Promise<{ id: string; state: string }[]> {
  return database.query({
    name: 'active-broadcasts',
    text: `SELECT id, state FROM broadcast WHERE state = 'running' OR (state = 'scheduled' AND due_at <= $1) ORDER BY created_at`,
    values: [now()],
  })
}

async function whatIsLeft({ database, now }: Runner): Promise<{ isOpen: boolean; dueAt: Date | undefined }> {
  const [left] = await database.query<{ isOpen: boolean; dueAt: Date | null }>({
    name: 'broadcasts-left',
    text: `
      SELECT coalesce(bool_or(state = 'running' AND NOT $2 AND (
          due_at <= $1
          OR EXISTS (SELECT FROM broadcast_recipient AS r WHERE r.broadcast_id = broadcast.id AND r.state = 'sending')
          OR EXISTS (
            SELECT FROM broadcast_recipient AS r
            WHERE r.broadcast_id = broadcast.id AND r.state = 'queued' AND r.id <= (
              SELECT last_id FROM broadcast_wave AS wave WHERE wave.broadcast_id = broadcast.id AND wave.number = broadcast.wave
            )
          )
        )), false) AS "isOpen",
        min(due_at) AS "dueAt"
      FROM broadcast WHERE state IN ('running', 'scheduled')`,
    values: [now(), isQuiet(now())],
  })
  return { isOpen: left?.isOpen ?? false, dueAt: left?.dueAt ?? undefined }
}
