import { check } from '#appointments/check.ts'
import { addDays } from '#appointments/local-time.ts'
import { furnish, firstDay } from '../appointments/small-office.ts'
import type { Server } from '../database/template.ts'
import type { AttemptName } from './attempt.ts'
import { count, invite, withDatabase } from './gate-office.ts'
import type { Form, Gate, Outcome } from './gate.ts'
import { inOtherProcess } from './other-process.ts'
import type { Counted, Share } from './seats-worker.ts'

/** Gate 1. Many more people than seats, in several processes. Another day has free times, which the refused are offered. */
export const gate: Gate = {
  number: 1,
  name: 'seats',
  runsAnywhere: true,
  run: (form, server) => crowd({ ...sizes[form], attempt: 'ours', server }),
  mutant: (form, server) => crowd({ ...sizes[form], seeds: 1, attempt: 'checkThenInsert', server }),
}

type Size = { attempts: number; days: number; seeds: number }
const sizes: Record<Form, Size> = {
  short: { attempts: 300, days: 1, seeds: 1 },
  full: { attempts: 10_000, days: 10, seeds: 5 },
}
const perDay = 10
const capacity = 5
const processes = 2
const connections = 30

type Crowd = Size & { attempt: AttemptName; server?: Server | undefined }

async function crowd({ attempts, days, seeds, attempt, server }: Crowd): Promise<Outcome> {
  const seats = days * perDay * capacity
  const runs: (Counted & { stored: number; findings: number })[] = []
  for (let seed = 1; seed <= seeds; seed++) {
    runs.push(
      await withDatabase({ server, connections: 5 }, async (office) => {
        await furnish(office.database, { days: days + 1, perDay, capacity })
        await invite(office.database, attempts)
        const share = { url: office.url, attempts, days, perDay, processes, connections, seed, attempt, firstDay }
        const counted = await Promise.all(Array.from({ length: processes }, (_, number) => work({ ...share, number })))
        return {
          booked: sum(counted, 'booked'),
          refusedWithTimes: sum(counted, 'refusedWithTimes'),
          refusedWithout: sum(counted, 'refusedWithout'),
          errors: sum(counted, 'errors'),
          stored: await count(
            office.database,
            `appointment WHERE state = 'booked' AND starts_at < '${addDays(firstDay, days)}'`,
          ),
          findings: (await check(office.database)).findings.length,
        }
      }),
    )
  }
  return {
    passed: runs.every(
      ({ booked, stored, errors, refusedWithTimes, findings }) =>
        booked === seats && stored === seats && errors === 0 && refusedWithTimes === attempts - seats && findings === 0,
    ),
    figures: {
      attempts,
      seats,
      connections: processes * connections,
      'booked, per seed': runs.map(({ stored }) => stored).join(', '),
      'refused with other times, per seed': runs.map(({ refusedWithTimes }) => refusedWithTimes).join(', '),
      'refused without': sum(runs, 'refusedWithout'),
      errors: sum(runs, 'errors'),
      'findings of check': sum(runs, 'findings'),
    },
  }
}

function work(share: Share): Promise<Counted> {
  return inOtherProcess('./seats-worker.ts', share)
}

function sum<Key extends string>(counted: readonly Record<Key, number>[], key: Key): number {
  return counted.reduce((total, each) => total + each[key], 0)
}
