import { readConfig } from '#config.ts'
import type { Readiness } from '#http/health.ts'
import { createServer } from '#http/server.ts'
import { createLog } from '#log.ts'

type Wish = { settings?: Record<string, string>; readiness?: () => Promise<Readiness> }

/** The server as it is before channels and pages come, and the lines it has logged. It listens nowhere. */
export async function httpServer({ settings = {}, readiness }: Wish = {}) {
  const config = readConfig(settings)
  const lines: string[] = []
  const log = createLog(config, { write: (line) => lines.push(line) })
  return { server: await createServer({ config, log, ...(readiness && { readiness }) }), lines }
}
