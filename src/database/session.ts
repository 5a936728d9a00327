/**
 * The connection string with what every session of ours needs. Without TimeZone=UTC both Prisma's adapter and pg write
 * instants wrongly, without an error. A statement that waits longer than this is stuck, not slow.
 */
export function session(connectionString: string, settings: Record<string, string> = {}): string {
  const url = new URL(connectionString)
  const ours = { TimeZone: 'UTC', lock_timeout: '10s', statement_timeout: '20s', ...settings }
  const options = Object.entries(ours).map(([name, value]) => `-c ${name}=${value}`)
  const theirs = url.searchParams.get('options')
  url.searchParams.set('options', [...(theirs === null ? [] : [theirs]), ...options].join(' '))
  return url.href
}
