import { z } from 'zod'
import { openSlots } from '#appointments/open-slots.ts'
import { openStore } from '#database/open-store.ts'
import { seedOffice } from '../../prisma/seed/seed-office.ts'
import { defineCommand } from './command.ts'

export const seed = defineCommand({
  words: 'seed',
  usage: 'seed',
  about: 'fills an empty database with the example office and opens its slots',
  options: {},
  values: z.object({}),
  async run({ config, say }) {
    const { database, close } = await openStore({ config, purpose: 'command', say })
    try {
      if ((await database.prisma.department.count()) > 0) {
        return { isOk: false, lines: ['There is an office already; it was left as it is.'], data: { seeded: false } }
      }
      await seedOffice(database.prisma)
      const { opened } = await openSlots(database, { now: new Date(), days: 60 })
      return {
        isOk: true,
        lines: [`The example office is there, with ${opened} slots.`],
        data: { seeded: true, opened },
      }
    } finally {
      await close()
    }
  },
})
