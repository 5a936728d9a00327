import { randomUUID } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { openDatabase } from '#database.ts'
import { importFile } from '#reports/import/import-file.ts'
import { knownTools } from '#reports/import/known-tools.ts'

/** Imports one file in a process of its own, whose memory is nobody else's, and says what it took. */
const [url = '', path = ''] = process.argv.slice(2)
const database = openDatabase(url, { connections: 2 })
const started = performance.now()
const result = await importFile(database, {
  source: { name: 'bench.csv', size: statSync(path).size, open: () => createReadStream(path) },
  mappings: knownTools,
  isDryRun: false,
  id: randomUUID(),
  now: new Date('2026-11-22T08:00:00Z'),
})
const seconds = (performance.now() - started) / 1000
await database.close()
if (result.outcome !== 'read' || result.bad > 0 || result.isUndone) throw new Error(JSON.stringify(result))
console.log(
  JSON.stringify({
    rows: result.fresh,
    known: result.known,
    seconds,
    megabytes: process.resourceUsage().maxRSS / 1024,
  }),
)
