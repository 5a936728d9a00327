import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { session } from './session.ts'

type Listening = { channel: string; heard: (payload: string) => void }

/** LISTEN on a connection of its own, which is made anew whenever it is lost. Resolves to a function that stops. */
export async function listen(connectionString: string, { channel, heard }: Listening): Promise<() => Promise<void>> {
  let isWanted = true
  let client = await connect()

  async function connect(): Promise<pg.Client> {
    const fresh = new pg.Client({ connectionString: session(connectionString), keepAlive: true })
    fresh.on('notification', ({ payload }) => heard(payload ?? ''))
    fresh.on('error', () => {})
    await fresh.connect()
    await fresh.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
    fresh.once('end', () => void reconnect())
    return fresh
  }

  async function reconnect(): Promise<void> {
    while (isWanted) {
      await setTimeout(250)
      try {
        client = await connect()
      } catch {
        continue // the server is still away
      }
      if (isWanted) heard('')
      else await client.end()
      return
    }
  }

  // A connection cut without a word looks alive: only a question finds out.
  const pulse = setInterval(() => {
    const asked = client
    const silence = globalThis.setTimeout(() => void asked.end().catch(() => {}), 5000)
    asked.query('SELECT 1').then(
      () => clearTimeout(silence),
      () => clearTimeout(silence),
    )
  }, 30_000).unref()

  return async () => {
    isWanted = false
    clearInterval(pulse)
    await client.end().catch(() => {})
  }
}
