import { z } from 'zod'
import { check as checkInvariants } from '#appointments/check.ts'
import { openStore } from '#database/open-store.ts'
import { defineCommand } from './command.ts'

export const check = defineCommand({
  words: 'check',
  usage: 'check',
  about: 'looks for what must never be: overbooked slots, lost seats, doubled appointments',
  options: {},
  values: z.object({}),
  async run({ config, say }) {
    const { database, close } = await openStore({ config, purpose: 'command', say })
    const report = await checkInvariants(database).finally(close)
    const lines = report.findings.map(
      ({ invariant, count, example }) =>
        `${invariant}: ${count}${example === undefined ? '' : `, for example ${example}`}`,
    )
    return { isOk: report.ok, lines: report.ok ? ['Everything adds up.'] : lines, data: report }
  },
})
