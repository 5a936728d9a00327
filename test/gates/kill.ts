import { setTimeout } from 'node:timers/promises'
import { check } from '#appointments/check.ts'
import { readConfig } from '#config.ts'
import type { Database } from '#database.ts'
import { openStore } from '#database/open-store.ts'
import type { Form, Gate, Outcome } from './gate.ts'
import { caller } from './kill-caller.ts'
import { killableServer } from './kill-server.ts'
import { random } from './random.ts'

/**
 * Gate 5. People book, move and cancel while the server is killed at random points, during its start too, and now and then
 * PostgreSQL alone or with it. Whatever was not acknowledged is delivered again.
 */
export const gate: Gate = {
  number: 5,
  name: 'kill -9',
  run: (form) => endure({ kills: kills[form], prepare: async () => {} }),
  // One doubled message is enough to know.
  mutant: () => endure({ kills: 60, prepare: withoutInbox, untilDoubled: true }),
}

const kills: Record<Form, number> = { short: 2, full: 200 }
const people = 16

type Plan = { kills: number; prepare: (database: Database) => Promise<void>; untilDoubled?: boolean }

async function endure({ kills, prepare, untilDoubled = false }: Plan): Promise<Outcome> {
  const server = await killableServer()
  let isOver = false
  try {
    await server.start()
    await join(server.dataDir, prepare)
    const callers = await Promise.all(
      Array.from({ length: people }, (_, number) => caller(number, { origin: server.origin, isOver: () => isOver })),
    )
    const talking = Promise.all(callers.map(({ done }) => done))
    const acknowledged = () => callers.reduce((sum, each) => sum + each.acknowledged(), 0)
    const blows = { 'the server': 0, 'the server as it starts': 0, PostgreSQL: 0, both: 0 }
    const chance = random(5)
    for (let kill = 0; kill < kills; kill++) {
      const enough = acknowledged() + chance.below(60)
      await Promise.race([talking, server.gone, until(() => acknowledged() >= enough)])
      await setTimeout(chance.below(20))
      if (untilDoubled && callers.some(({ doubled }) => doubled() > 0)) break
      const blow = blowOf(kill)
      blows[blow]++
      if (blow === 'PostgreSQL' || blow === 'both') await server.killDatabase()
      if (blow === 'PostgreSQL') continue
      await server.kill()
      if (blow === 'the server as it starts') await server.startAndKill(chance.below(1500))
      await server.start()
    }
    const last = acknowledged() + people
    await Promise.race([talking, server.gone, until(() => acknowledged() >= last)])
    isOver = true
    await talking

    const book = await join(server.dataDir, readBook)
    const judged = await Promise.all(callers.map((each) => each.judge(book.of(each.conversationId))))
    const sum = (pick: (each: (typeof judged)[number]) => number) => judged.reduce((all, each) => all + pick(each), 0)
    const wrong = {
      'acknowledged and lost': sum(({ lost }) => lost),
      'messages doubled': sum(({ doubled }) => doubled),
      'deeds done twice': sum(({ doneTwice }) => doneTwice),
      'deeds told and not done': sum(({ notDone }) => notDone),
      'conversations that read otherwise later': sum(({ readsOtherwise }) => readsOtherwise),
      'without an answer': sum(({ unanswered }) => unanswered),
      'faults in the book': book.faults,
    }
    return {
      passed: Object.values(wrong).every((count) => count === 0),
      figures: {
        ...Object.fromEntries(Object.entries(blows).map(([what, count]) => [`kills of ${what}`, count])),
        acknowledged: acknowledged(),
        'delivered again': sum(({ redelivered }) => redelivered),
        'of these had already happened': sum(({ unheard }) => unheard),
        'booked and cancelled': sum(({ deeds }) => deeds),
        ...wrong,
        'broken invariants': book.broken,
      },
    }
  } finally {
    isOver = true
    await server.stop()
  }
}

async function until(isReached: () => boolean): Promise<void> {
  while (!isReached()) await setTimeout(5)
}

function blowOf(kill: number) {
  if (kill % 20 === 2) return 'PostgreSQL'
  if (kill % 20 === 4) return 'both'
  return kill % 8 === 3 ? 'the server as it starts' : 'the server'
}

/** The guard taken out: each delivery counts as a new update. */
async function withoutInbox({ prisma }: Database): Promise<void> {
  await prisma.$executeRaw`
    CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.key := gen_random_uuid(); RETURN NEW; END'`
  await prisma.$executeRaw`CREATE TRIGGER forget BEFORE INSERT ON inbox FOR EACH ROW EXECUTE FUNCTION forget()`
}

/** The appointment book itself, beside what people were told. */
async function readBook(database: Database) {
  const { findings } = await check(database)
  const appointments = await database.prisma.appointment.findMany()
  return {
    faults: findings.reduce((sum, { count }) => sum + count, 0),
    broken: findings.map(({ invariant, example }) => `${invariant}: ${example}`).join('; ') || 'none',
    of(id: string) {
      const theirs = appointments.filter(({ conversationId }) => conversationId === id)
      return {
        booked: theirs.filter(({ moves }) => moves === 0).length,
        cancelled: theirs.filter(({ state }) => state === 'cancelled_by_applicant').length,
      }
    },
  }
}

/** Works on the running database, as commands do. */
async function join<T>(dataDir: string, work: (database: Database) => Promise<T>): Promise<T> {
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' })
  const store = await openStore({ config, purpose: 'command', say: () => {} })
  return work(store.database).finally(store.close)
}
