import { setTimeout } from 'node:timers/promises'

/** Runs `work` again after a lost race or a lost connection: up to 5 times within about 5 seconds. */
export async function retry<T>(work: () => Promise<T>): Promise<T> {
  for (const pause of pauses) {
    try {
      return await work()
    } catch (error) {
      if (!isTransient(error)) throw error
      await setTimeout(pause * (0.5 + Math.random() / 2))
    }
  }
  return work()
}

/** Milliseconds. The first ones let the other side of a deadlock finish, the last ones a server restart. */
const pauses = [25, 100, 400, 1600, 3000]

export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error.message.startsWith('Connection terminated')) return true
  return 'code' in error && typeof error.code === 'string' && (error.code.startsWith('08') || transient.has(error.code))
}

const transient = new Set([
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now: the server is starting
  '53300', // too_many_connections: others hold them all for a moment
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT', // the Unix socket of a server that is restarting
  'EPIPE',
])
