import type { Database } from '#database.ts'
import type { Server } from '../database/template.ts'
import { firstDifference } from './broken-in.ts'
import type { Form, Gate, Outcome } from './gate.ts'
import { withServer } from './gate-server.ts'
import { once, repeatedly } from './repeated-delivery.ts'
import { holdTalks } from './repeated-talks.ts'

/**
 * Gate 8. Many conversations hear the same updates twice over: once each and in order, and then each 1 to 5 times, one
 * repeat in five late and out of order, over many connections. What is left must be the same.
 */
export const gate: Gate = {
  number: 8,
  name: 'repeated and disordered updates',
  run: (form, given) =>
    withServer(given, (server) => compare({ ...sizes[form], server, guarded: (database) => database })),
  // A few conversations are enough to know.
  mutant: (_, given) =>
    withServer(given, (server) => compare({ ...sizes.short, server, guarded: rememberingOnlyTheLast })),
}

type Size = { talks: number; updates: number }
const sizes: Record<Form, Size> = { short: { talks: 7, updates: 18 }, full: { talks: 250, updates: 40 } }

type Plan = Size & { server: Server; guarded: (database: Database) => Database }

async function compare({ server, guarded, ...size }: Plan): Promise<Outcome> {
  const ordered = await holdTalks({ server, ...size, guarded: (database) => database, delivery: once })
  const disordered = await holdTalks({ server, ...size, guarded, delivery: repeatedly })
  const differing = ordered.states.flatMap((state, index) => {
    const other = disordered.states[index] ?? ''
    return state === other ? [] : [firstDifference(state, other)]
  })
  const { delivered, updates, stale, executed, misnamed, broken, seconds } = disordered
  return {
    passed: differing.length === 0 && executed === 0 && misnamed === 0 && broken.length === 0 && ordered.executed === 0,
    figures: {
      conversations: ordered.states.length,
      updates,
      deliveries: delivered,
      'conversations that differ from the ordered run': differing.length,
      'the first of them': differing[0] ?? 'none',
      'stale presses': stale,
      'stale presses executed': executed,
      'repeats told another message than the original': misnamed,
      appointments: disordered.appointments,
      'broken in the book': broken.join('; ') || 'nothing',
      'deliveries per second': Math.round(delivered / seconds),
    },
  }
}

/** The guard taken out: of each conversation only the last key is remembered. */
function rememberingOnlyTheLast(database: Database): Database {
  return {
    ...database,
    transaction: (work) =>
      database.transaction((tx) =>
        work({
          query: async (statement) => {
            if (statement.name === 'lock-conversation') {
              const [conversationId, channel, key] = statement.values
              await tx.query({
                name: 'forget-others',
                text: 'DELETE FROM inbox WHERE channel = $2 AND key LIKE $1 || $4 AND key <> $3',
                values: [conversationId, channel, key, ':%'],
              })
            }
            return tx.query(statement)
          },
        }),
      ),
  }
}
