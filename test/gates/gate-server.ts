import { startCluster } from '../database/cluster.ts'
import { makeTemplate, type Server } from '../database/template.ts'

/** A server on which offices can be opened: the given one, or a throw-away one of the gate's own. */
export async function withServer<T>(
  given: Server | undefined,
  work: (server: Server) => Promise<T>,
  { isDurable = false } = {},
): Promise<T> {
  if (given) return work(given)
  const cluster = await startCluster({ isDurable })
  try {
    const server = { url: cluster.url, prefix: 'terminlotse_gate' }
    await makeTemplate(server, 'migrated')
    return await work(server)
  } finally {
    await cluster.stop()
  }
}
