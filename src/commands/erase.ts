import { z } from 'zod'
import { readCode } from '#appointments/code.ts'
import { openStore } from '#database/open-store.ts'
import { erasePerson } from '#privacy/erase-person.ts'
import { retain } from '#privacy/retain.ts'
import { Refusal } from '#refusal.ts'
import { defineCommand } from './command.ts'

export const erase = defineCommand({
  words: 'erase',
  usage: 'erase [--code XXXX-XXXX --yes]',
  about: 'deletes personal data that is past its time, or everything of the person who has an appointment',
  options: { code: { type: 'string' }, yes: { type: 'boolean' } },
  values: z.object({ code: z.string().optional(), yes: z.boolean().default(false) }),
  async run({ config, values: { code, yes }, say }) {
    if (code !== undefined && !yes) {
      throw new Refusal(`This cancels the appointment ${code} and deletes the person's data for ever: say --yes`, {
        code: 2,
      })
    }
    const { database, close } = await openStore({ config, purpose: 'command', say })
    try {
      if (code === undefined) {
        const erased = await retain(database, { now: new Date() })
        return {
          isOk: true,
          lines: Object.entries(erased).map(([what, count]) => `${what}: ${count} erased`),
          data: erased,
        }
      }
      const known = readCode(code) ?? code
      const { outcome } = await database.transaction((tx) => erasePerson(tx, { code: known, now: new Date() }))
      const lines = outcome === 'erased' ? ['The person is erased.'] : [`There is no appointment ${code}.`]
      return { isOk: outcome === 'erased', lines, data: { outcome } }
    } finally {
      await close()
    }
  },
})
