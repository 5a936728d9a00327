import { parseArgs } from 'node:util'
import { bench as availability } from './availability.ts'
import type { Bench } from './bench.ts'
import { bench as booking } from './booking.ts'
import { bench as broadcast } from './broadcast.ts'
import { bench as desk } from './desk.ts'
import { bench as engine } from './engine.ts'
import { bench as importing } from './import.ts'
import { bench as page } from './page.ts'
import { bench as quarter } from './quarter.ts'
import { bench as report } from './report.ts'
import { bench as start } from './start.ts'
import { bench as telegramCrowd } from './telegram-crowd.ts'

/** `npm run bench`: needs a PostgreSQL server with pgbench beside it (PGBENCH says where, if not where Debian puts it). */
const benches: readonly Bench[] = [
  booking,
  availability,
  engine,
  start,
  page,
  desk,
  importing,
  telegramCrowd,
  report,
  broadcast,
  quarter,
]

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    url: { type: 'string', default: process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1/postgres' },
  },
})
for (const { name, run } of benches.filter((each) => each.name.includes(values.only ?? ''))) {
  console.log(`${name}:`)
  for (const [what, figure] of Object.entries(await run({ url: values.url }))) console.log(`  ${what}: ${figure}`)
}
