import { check } from '#appointments/check.ts'
import { furnish } from '../appointments/small-office.ts'
import type { Server } from '../database/template.ts'
import { type GateOffice, inParallel, invite, withDatabase } from './gate-office.ts'
import type { Form, Gate, Outcome } from './gate.ts'
import { random } from './random.ts'
import { brinkOfExpiry } from './storm-brink.ts'
import { cancelInTwoPieces, type Deeds, deeds, people } from './storm-deeds.ts'

/**
 * Gate 4. Everything that happens to seats, mixed, on 50 connections: some turns are thrown away after their deed, as when
 * a process dies. The whole book is checked after each thousand.
 */
export const gate: Gate = {
  number: 4,
  name: 'life-cycle storm',
  run: (form, server) => rage({ ...sizes[form], thrownAway: 0.05, server, deeds }),
  mutant: (_, server) => rage({ acts: 700, confirms: 0, thrownAway: 0.3, server, deeds: cancelInTwoPieces }),
}

type Size = { acts: number; confirms: number }
/** `thrownAway`: the share of turns whose transaction is rolled back after the deed. */
type Storm = Size & { thrownAway: number; server?: Server | undefined; deeds: Deeds }
const sizes: Record<Form, Size> = { short: { acts: 500, confirms: 40 }, full: { acts: 20_000, confirms: 2000 } }
const connections = 50
const checkedEvery = 1000

async function rage({ acts, confirms, thrownAway, server, deeds }: Storm): Promise<Outcome> {
  return withDatabase({ server, connections: connections + 2 }, async (office) => {
    await furnish(office.database, { days: 3, perDay: 8, capacity: 4 })
    const storm = people(await invite(office.database, 150), office, deeds)
    // Whom an offer reaches wherever they are.
    await office.database.prisma.conversation.updateMany({ data: { channel: 'telegram' } })
    const chance = random(4)
    const counted: Record<string, number> = {}
    const broken: string[] = []
    const errors: unknown[] = []
    const tally = (what: string) => (counted[what] = (counted[what] ?? 0) + 1)

    for (let done = 0; done < acts; done += checkedEvery) {
      const thousand = Array.from({ length: Math.min(checkedEvery, acts - done) })
      await inParallel(thousand, connections, async () => {
        try {
          let what: string | undefined
          do what = await storm.act(chance, { isThrownAway: chance.chance(thrownAway) })
          while (what === undefined)
          tally(what)
        } catch (error) {
          errors.push(error)
        }
      })
      const { findings } = await check(office.database)
      broken.push(...findings.map(({ invariant, count }) => `${invariant} (${count})`))
    }
    const brink = await brinkOfExpiry(office, { confirms, connections })
    if (errors.length > 0) console.error(errors[0])
    const failures = {
      errors: errors.length,
      'deadlocks in the database': await deadlocks(office),
      'failed moves that lost the old time': counted['move lost the old time'] ?? 0,
      'broken invariants': broken.join('; ') || 'none',
      ...brink.failures,
    }
    return {
      passed: Object.values(failures).every((count) => count === 0 || count === 'none'),
      figures: { acts, connections, checks: Math.ceil(acts / checkedEvery), ...counted, ...brink.figures, ...failures },
    }
  })
}

async function deadlocks({ database }: GateOffice): Promise<number> {
  const [row] = await database.prisma.$queryRaw<{ deadlocks: bigint }[]>`
    SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`
  return Number(row?.deadlocks)
}
