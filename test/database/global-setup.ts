import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { TestProject } from 'vitest/node'
import { system } from '#database/embedded/home.ts'
import { startCluster } from './cluster.ts'
import { makeTemplate, sweep } from './template.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The maintenance database of the server that tests run on, and the prefix of this run's databases. */
    server: { url: string; prefix: string }
  }
}

/** One server for the whole run: our own, or the one of TEST_DATABASE_URL. */
export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
  const hasSystem = existsSync(system)
  const given = process.env['TEST_DATABASE_URL']
  const cluster = given === undefined ? await startCluster() : { url: given, stop: async () => {} }
  const prefix = `terminlotse_test_${Math.floor(Date.now() / 1000)}_${process.pid}`
  if (given !== undefined) await sweep(given)
  await makeTemplate({ url: cluster.url, prefix }, 'migrated')
  project.provide('server', { url: cluster.url, prefix })
  return async () => {
    if (project.vitest.projects.every(({ name }) => name !== 'browser')) {
      console.log('Left out: the pages in a browser; where there is a Chromium, `npm run test:browser` looks at them.')
      if (given === undefined) console.log('Left out: a PostgreSQL server of yours; name it in TEST_DATABASE_URL.')
    }
    if (given !== undefined) await sweep(given, prefix)
    await cluster.stop()
    // What tests of folders that the server's account can't reach have made there.
    if (!hasSystem) await rm(system, { recursive: true, force: true })
  }
}
