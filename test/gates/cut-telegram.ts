import { setTimeout } from 'node:timers/promises'
import { check } from '#appointments/check.ts'
import type { Database } from '#database.ts'
import { freshOffice } from '../database/fresh-database.ts'
import type { Server } from '../database/template.ts'
import { startFakeBotApi } from '../telegram/fake-bot-api.ts'
import { cuttingProxy } from './cutting-proxy.ts'
import type { Form, Gate, Outcome } from './gate.ts'
import { withServer } from './gate-server.ts'
import { random } from './random.ts'
import { openTelegramOffice } from './telegram-office.ts'
import { account, settled, visitors } from './telegram-visitors.ts'

/**
 * Gate 7 with Telegram as the source: the wires from the program to the database and to Telegram are cut, among others
 * right after a COMMIT or a message has been sent, so that nobody knows whether it arrived.
 */
export const gate: Gate = {
  number: 7,
  name: 'network cuts (Telegram)',
  run: (form, given) => withServer(given, (server) => cut({ ...sizes[form], server }), { isDurable: true }),
  mutant: (form, given) =>
    withServer(given, (server) => cut({ ...sizes[form], server, guarded: withoutKey }), { isDurable: true }),
}

type Size = { cuts: number; people: number }
const sizes: Record<Form, Size> = { short: { cuts: 16, people: 6 }, full: { cuts: 500, people: 40 } }

type Plan = Size & { server: Server; guarded?: (database: Database) => Database }

async function cut({ cuts, people, server, guarded }: Plan): Promise<Outcome> {
  const database = await freshOffice({ server })
  const fake = await startFakeBotApi()
  const chance = random(7)
  const counted = { commit: 0, message: 0, anywhere: 0 }
  let due: 'commit' | 'message' | undefined
  const through = new URL(database.connectionString)
  const socket = through.searchParams.get('host')
  const port = Number(through.port || 5432)
  const wire = await cuttingProxy(
    socket === null ? { host: through.hostname, port } : { path: `${socket}/.s.PGSQL.${port}` },
    (chunk) => happens('commit', chunk.includes('COMMIT')),
  )
  through.searchParams.delete('host')
  through.host = `127.0.0.1:${wire.port}`
  const line = await cuttingProxy({ host: '127.0.0.1', port: Number(new URL(fake.root).port) }, (chunk) =>
    happens('message', chunk.includes('/sendMessage') || chunk.includes('/editMessage')),
  )

  function happens(kind: 'commit' | 'message', isIt: boolean): boolean {
    if (due !== kind || !isIt) return false
    counted[kind]++
    due = undefined
    return true
  }

  const office = await openTelegramOffice({
    connectionString: through.href,
    apiRoot: `http://127.0.0.1:${line.port}`,
    token: fake.token,
    ...(guarded && { guarded }),
  })
  const crowd = visitors(fake, people)
  try {
    while (fake.count(/^sendMessage/) === 0) await setTimeout(20)
    const total = () => counted.commit + counted.message + counted.anywhere
    while (total() < cuts) {
      const kind = chance.pick(['commit', 'commit', 'message', 'anywhere'] as const)
      if (kind === 'anywhere') {
        chance.pick([wire, line]).cutAll()
        counted.anywhere++
      } else {
        due = kind
        for (let waited = 0; due !== undefined && waited < 100; waited++) await setTimeout(20)
        due = undefined
      }
      await setTimeout(chance.below(150))
    }
    await crowd.leave()
    const isQuiet = await settled(fake, database, 60)
    const { updates, lost, messages, unsent, doubled, twice } = await account(fake, database, crowd)
    const book = await check(database)
    return {
      passed:
        isQuiet &&
        lost === 0 &&
        twice === 0 &&
        unsent === 0 &&
        doubled <= total() &&
        doubled <= office.counts.repeated &&
        book.ok &&
        fake.faults.length === 0,
      figures: {
        cuts: total(),
        'after COMMIT was sent': counted.commit,
        'after a message was sent': counted.message,
        updates,
        'acknowledged and lost': lost,
        'booked twice': twice,
        messages,
        'not delivered': unsent,
        'doubled messages': doubled,
        'repeats that were counted': office.counts.repeated,
        'book adds up': String(book.ok),
        'quiet at the end': String(isQuiet),
      },
    }
  } finally {
    await crowd.leave()
    await office.stop()
    await Promise.all([wire.close(), line.close()])
    await fake.close()
    await database.close()
  }
}

/** The guard taken out: an update that is tried again has another key. */
function withoutKey(database: Database): Database {
  return {
    ...database,
    transaction: (work) =>
      database.transaction((tx) =>
        work({
          query: (statement) =>
            tx.query(
              statement.name === 'lock-conversation'
                ? {
                    ...statement,
                    values: [...statement.values.slice(0, 2), `${String(statement.values[2])}-${Math.random()}`],
                  }
                : statement,
            ),
        }),
      ),
  }
}
