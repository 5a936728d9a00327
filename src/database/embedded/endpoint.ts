/** Where the embedded server listens: a Unix socket in a private folder or, on Windows, the loopback with a password. */
export type Endpoint = { socket: string } | { port: number; password: string }

export function connectionString(endpoint: Endpoint, database: string): string {
  return 'socket' in endpoint
    ? `postgres://${owner}@localhost/${database}?host=${encodeURIComponent(endpoint.socket)}`
    : `postgres://${owner}:${endpoint.password}@127.0.0.1:${endpoint.port}/${database}`
}

/** The cluster's one role. */
export const owner = 'terminlotse'
