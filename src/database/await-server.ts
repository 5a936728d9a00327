import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { Refusal } from '#refusal.ts'
import { checkServer } from './check-server.ts'
import { errorCode } from './error-code.ts'
import { isTransient } from './retry.ts'

/** Waits up to 30 seconds for the server, saying a line per try, then checks it. */
export async function awaitServer(
  connectionString: string,
  say: (line: string) => void,
  { patience = 30_000, pause = 3000 } = {},
): Promise<void> {
  const { hostname, port } = new URL(connectionString)
  const place = `${hostname || 'localhost'}:${port || 5432}`
  for (const deadline = Date.now() + patience; ; await setTimeout(pause)) {
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 3000 })
    client.on('error', () => {})
    try {
      await client.connect()
      await checkServer(client)
      return
    } catch (error) {
      if (error instanceof Refusal) throw error
      const reason = errorCode(error) ?? (error instanceof Error ? error.message : 'no reason')
      if (!isAway(error))
        throw new Refusal(`PostgreSQL at ${place} refuses us (${reason}): check DATABASE_URL`, { cause: error })
      if (Date.now() + pause > deadline) {
        throw new Refusal(
          `PostgreSQL at ${place} has not answered for ${patience / 1000} s (${reason}): start it or check DATABASE_URL`,
          {
            cause: error,
          },
        )
      }
      say(`PostgreSQL at ${place} does not answer (${reason}), trying again …`)
    } finally {
      await client.end().catch(() => {})
    }
  }
}

const away = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'])

function isAway(error: unknown): boolean {
  return (
    isTransient(error) ||
    away.has(errorCode(error) ?? '') ||
    (error instanceof Error && error.message.startsWith('timeout'))
  )
}
