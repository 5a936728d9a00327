import { randomUUID } from 'node:crypto'
import { fastify } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Config } from '#config.ts'
import type { Log } from '#log.ts'
import { answerErrors } from './errors.ts'
import { type Readiness, health } from './health.ts'
import { limitRates } from './rate-limits.ts'
import { secureHeaders } from './secure-headers.ts'

type Options = { config: Config; log: Log; readiness?: () => Promise<Readiness> }

/** The one HTTP server. Channels and pages register on it as plugins. */
export async function createServer({ config, log, readiness = async () => ({ isReady: true }) }: Options) {
  const server = fastify({
    bodyLimit: 256 * 1024,
    // A proxy on this machine may say who the client is; anybody else may not.
    trustProxy: 'loopback',
    genReqId: () => randomUUID(),
    // A browser that keeps its connection must not hold up the stop.
    forceCloseConnections: 'idle',
    requestTimeout: 30_000,
  }).withTypeProvider<ZodTypeProvider>()
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(serializerCompiler)
  answerErrors(server, log)
  await secureHeaders(server, config)
  await limitRates(server)
  health(server, readiness)
  return server
}
