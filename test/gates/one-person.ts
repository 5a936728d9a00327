import { check } from '#appointments/check.ts'
import { book } from '#appointments/book.ts'
import { hold } from '#appointments/hold.ts'
import type { Database } from '#database.ts'
import { at, furnish, keys, now, oneUnit } from '../appointments/small-office.ts'
import type { Server } from '../database/template.ts'
import { inParallel, invite, withDatabase } from './gate-office.ts'
import type { Form, Gate, Outcome } from './gate.ts'
import { similarNames, spellings } from './names.ts'

/**
 * Gate 3. Each of many people tries ten times at once, in conversations of both channels and in as many spellings; others,
 * born on the same day, have names that differ from one another in a single letter.
 */
export const gate: Gate = {
  number: 3,
  name: 'one person',
  run: (form, server) => everybody({ ...sizes[form], server, prepare: async () => {} }),
  mutant: (_, server) => everybody({ ...sizes.short, server, prepare: withoutTheIndex }),
}

type Size = { people: number; similar: number }
const sizes: Record<Form, Size> = { short: { people: 25, similar: 60 }, full: { people: 1000, similar: 500 } }
const tries = 10

async function withoutTheIndex({ prisma }: Database): Promise<void> {
  await prisma.$executeRaw`DROP INDEX appointment_one_per_person`
}

type Plan = Size & { server?: Server | undefined; prepare: (database: Database) => Promise<void> }

async function everybody({ people, similar, server, prepare }: Plan): Promise<Outcome> {
  return withDatabase({ server }, async ({ database }) => {
    await prepare(database)
    await furnish(database, { perDay: 6, capacity: 20_000 })
    const outcomes: Record<string, number> = { booked: 0, 'has-one': 0, 'hold-expired': 0, errors: 0 }

    const active: number[] = []
    const crowd = Array.from({ length: people }, (_, person) => person)
    const conversations = await invite(database, people * tries)
    const held = await reserve(database, conversations)
    // Six people at a time, each with all ten tries at once.
    await inParallel(crowd, 6, async (person) => {
      const names = spellings(person)
      const booked = await Promise.all(
        Array.from({ length: tries }, (_, attempt) => {
          const number = person * tries + attempt
          return confirm(database, {
            ...reservation(held, conversations, number),
            name: names[attempt] ?? '',
            outcomes,
          })
        }),
      )
      active.push(booked.filter(Boolean).length)
    })

    const others = await invite(database, similar, 'similar')
    const reserved = await reserve(database, others)
    let merged = 0
    await inParallel(similarNames.slice(0, similar), 50, async (name, number) => {
      const booked = await confirm(database, { ...reservation(reserved, others, number), name, outcomes })
      if (!booked) merged++
    })

    const stored = await database.prisma.appointment.groupBy({
      by: ['identity'],
      where: { state: 'booked' },
      _count: true,
    })
    const { findings } = await check(database)
    const mostStored = Math.max(...stored.map(({ _count }) => _count))
    return {
      passed:
        active.every((count) => count === 1) &&
        merged === 0 &&
        mostStored === 1 &&
        stored.length === people + similar &&
        outcomes['errors'] === 0 &&
        findings.length === 0,
      figures: {
        people,
        'tries of each': tries,
        'people with exactly 1 appointment': active.filter((count) => count === 1).length,
        'most appointments of one person': Math.max(...active),
        'similar names': similar,
        'similar names merged': merged,
        ...outcomes,
        'findings of check': findings.length,
      },
    }
  })
}

/** Hold ids by conversation. */
async function reserve(database: Database, conversations: readonly string[]): Promise<Map<string, string>> {
  const held = new Map<string, string>()
  const times = ['09:00', '09:20', '09:40', '10:00', '10:20', '10:40']
  await inParallel(conversations, 50, async (conversationId, number) => {
    const startsAt = at(times[number % times.length] ?? '')
    const result = await hold(database, { ...oneUnit, conversationId, startsAt, now })
    if (result.outcome === 'held') held.set(conversationId, result.hold.id)
  })
  return held
}

function reservation(held: Map<string, string>, conversations: readonly string[], number: number) {
  const conversationId = conversations[number] ?? ''
  return { conversationId, holdId: held.get(conversationId) ?? '', channel: number % 2 === 0 ? 'webchat' : 'telegram' }
}

type Confirming = {
  conversationId: string
  holdId: string
  channel: string
  name: string
  outcomes: Record<string, number>
}

async function confirm(database: Database, { name, outcomes, ...confirming }: Confirming): Promise<boolean> {
  const applicant = { name, dateOfBirth: '1990-05-17' }
  const outcome = await database
    .transaction((tx) => book(tx, keys, { ...confirming, applicant, people: 1, language: 'uk', now }))
    .then((booked) => booked.outcome)
    .catch((error: unknown) => {
      if (outcomes['errors'] === 0) console.error(error)
      return 'errors'
    })
  outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  return outcome === 'booked'
}
