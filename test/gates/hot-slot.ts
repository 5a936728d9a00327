import { check } from '#appointments/check.ts'
import { furnish } from '../appointments/small-office.ts'
import type { Server } from '../database/template.ts'
import { type Attempt, attempts } from './attempt.ts'
import { count, type GateOffice, inParallel, invite, withDatabase } from './gate-office.ts'
import type { Form, Gate, Outcome } from './gate.ts'

/** Gate 2. Everybody wants the same slot at the same moment: a slot of one seat, again and again, and one of five. */
export const gate: Gate = {
  number: 2,
  name: 'hot slot',
  runsAnywhere: true,
  run: (form, server) => rush({ ...sizes[form], attempt: attempts.ours, server }),
  mutant: (form, server) =>
    rush({ ...sizes[form], rounds: 5, bigCrowd: 50, attempt: attempts.lockThenCheckOldSnapshot, server }),
}

type Size = { rounds: number; crowd: number; bigCrowd: number }
const sizes: Record<Form, Size> = {
  short: { rounds: 8, crowd: 50, bigCrowd: 200 },
  full: { rounds: 1000, crowd: 50, bigCrowd: 2000 },
}
const connections = 60
const perDay = 20
const seatsOfBig = 5

async function rush({
  rounds,
  crowd,
  bigCrowd,
  attempt,
  server,
}: Size & { attempt: Attempt; server?: Server | undefined }): Promise<Outcome> {
  return withDatabase({ server, connections }, async (office) => {
    const { database } = office
    // One day more than is fought for, so that there is something to offer.
    await furnish(database, { days: Math.ceil(rounds / perDay) + 2, perDay, capacity: 1 })
    const slots = await database.prisma.slot.findMany({
      where: { departmentId: 'general' },
      orderBy: { startsAt: 'asc' },
    })
    const small = slots.slice(0, rounds)
    const big = slots[rounds]
    if (!big) throw new Error('There are too few slots')
    await database.prisma.slot.update({ where: { id: big.id }, data: { capacity: seatsOfBig } })

    const counted = { 'refused with other times': 0, 'refused without': 0, errors: 0 }
    const bookedBySlot: number[] = []
    for (const [round, { startsAt }] of small.entries()) {
      bookedBySlot.push(await fight(office, { attempt, startsAt, people: crowd, name: `round${round}`, counted }))
    }
    const bookedOfBig = await fight(office, { attempt, startsAt: big.startsAt, people: bigCrowd, name: 'big', counted })
    const stored = await count(database, "appointment WHERE state = 'booked'")
    const { findings } = await check(database)
    const exact = bookedBySlot.filter((booked) => booked === 1).length
    return {
      passed:
        exact === rounds &&
        bookedOfBig === seatsOfBig &&
        stored === rounds + seatsOfBig &&
        counted.errors === 0 &&
        counted['refused without'] === 0 &&
        findings.length === 0,
      figures: {
        rounds,
        'people per round': crowd,
        'rounds with exactly 1 booked': exact,
        'most booked on 1 seat': Math.max(...bookedBySlot),
        [`booked of ${bigCrowd} people for ${seatsOfBig} seats`]: bookedOfBig,
        ...counted,
        'findings of check': findings.length,
      },
    }
  })
}

type Fight = { attempt: Attempt; startsAt: Date; people: number; name: string; counted: Record<string, number> }

async function fight({ database }: GateOffice, { attempt, startsAt, people, name, counted }: Fight): Promise<number> {
  const crowd = await invite(database, people, name)
  let booked = 0
  await inParallel(crowd, connections, async (conversationId) => {
    try {
      const outcome = await attempt(database, { conversationId, startsAt })
      if (outcome === 'booked') booked++
      else counted[outcome] = (counted[outcome] ?? 0) + 1
    } catch (error) {
      if (counted['errors'] === 0) console.error(error)
      counted['errors'] = (counted['errors'] ?? 0) + 1
    }
  })
  return booked
}
