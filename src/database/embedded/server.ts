import { spawn } from 'node:child_process'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import type { Account } from './account.ts'
import { command } from './command.ts'
import { connectionString, type Endpoint } from './endpoint.ts'

type Server = { binaries: string; data: string; log: string; account: Account; endpoint: Endpoint }

/** Starts the server detached from us: it survives our `kill -9`, and the next start adopts it. */
export async function startServer(server: Server, settings: Record<string, string> = {}): Promise<void> {
  const log = await open(server.log, 'w', 0o600)
  const all = { ...listening(server.endpoint), ...ordinary, ...settings }
  const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(join(server.binaries, 'bin', 'postgres'), ['-D', server.data, ...args], {
    ...server.account,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  const ended = new Promise<'ended'>((resolve, reject) =>
    child.once('error', reject).once('exit', () => resolve('ended')),
  )
  child.unref()
  await log.close()
  while (!(await isReady(server.endpoint))) {
    if ((await Promise.race([ended, setTimeout(15)])) === 'ended') {
      throw new Error(`The built-in database did not start: ${(await readFile(server.log, 'utf8')).trim()}`)
    }
  }
}

export async function stopServer({ binaries, data, account }: Omit<Server, 'endpoint' | 'log'>): Promise<void> {
  await command({ binaries, name: 'pg_ctl', args: ['stop', '-D', data, '-m', 'fast', '-w', '-t', '8', '-s'], account })
}

/** Whether the server answers; a server that is still starting does not. */
export async function isReady(endpoint: Endpoint): Promise<boolean> {
  const client = new pg.Client({
    connectionString: connectionString(endpoint, 'postgres'),
    connectionTimeoutMillis: 5000,
  })
  client.on('error', () => {})
  return client.connect().then(
    () => client.end().then(() => true),
    () => false,
  )
}

function listening(endpoint: Endpoint): Record<string, string> {
  return 'socket' in endpoint
    ? { listen_addresses: '', unix_socket_directories: endpoint.socket, unix_socket_permissions: '0700' }
    : { listen_addresses: '127.0.0.1', port: String(endpoint.port), unix_socket_directories: '' }
}

/** The log names no person: neither failed statements nor the values of a violated constraint are written. */
const ordinary = {
  max_connections: '200',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
}
