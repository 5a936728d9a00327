import { existsSync, statfsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/longest-first.ts'

// A new database is 400 files, and every test file wants one: where the machine has room in memory, they lie there.
const memory = '/dev/shm'
const space = existsSync(memory) ? statfsSync(memory) : { bavail: 0, bsize: 0 }
if (space.bavail * space.bsize > 4 * 2 ** 30) process.env['TMPDIR'] ??= memory

const inBrowser = 'test/**/*.browser.test.ts'
const apart = ['test/peers/**', 'test/bench/**']

export default defineConfig({
  test: {
    // Looking at pages takes longer than everything else together: `npm test` leaves it to `npm run test:browser`.
    projects: [
      { extends: true, test: { name: 'node', include: ['test/**/*.test.ts'], exclude: [...apart, inBrowser] } },
      { extends: true, test: { name: 'browser', include: [inBrowser], exclude: apart } },
    ],
    globalSetup: './test/database/global-setup.ts',
    // Most of a test is waiting for a database, a socket or a browser: the one worker that two cores get by default would idle, and a second too.
    // A server that is not our own has perhaps 100 connections, and one gate alone takes up to 60.
    maxWorkers: process.env['TEST_DATABASE_URL'] === undefined ? 4 : 1,
    // A worker of its own for every file would load the program each time: a third of the whole run. Files share no state:
    // each has a database of its own, and nothing runs at import time.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    // A machine that others use too may starve a test of processes and browsers: there it gets a second chance, and is named.
    retry: process.env['CI'] === undefined ? 0 : 1,
    hookTimeout: 60_000,
    // A busy machine takes its time; whoever waits for something that comes at once loses nothing.
    expect: { poll: { timeout: 20_000 } },
    env: {
      // The clock of the machine that tests run on is not the office's.
      TZ: 'America/New_York',
      // Programs that tests start load faster the second time.
      NODE_COMPILE_CACHE: new URL('node_modules/.cache/compiled', import.meta.url).pathname,
    },
  },
})
