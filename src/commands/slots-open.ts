import { z } from 'zod'
import { openSlots } from '#appointments/open-slots.ts'
import { openStore } from '#database/open-store.ts'
import { defineCommand } from './command.ts'

export const slotsOpen = defineCommand({
  words: 'slots open',
  usage: 'slots open [--days 60]',
  about: 'opens the slots of the coming days that are not open yet',
  options: { days: { type: 'string' } },
  values: z.object({ days: z.coerce.number('must be a number').int().min(1).max(366).default(60) }),
  async run({ config, values, say }) {
    const { database, close } = await openStore({ config, purpose: 'command', say })
    const result = await openSlots(database, { now: new Date(), days: values.days }).finally(close)
    return { isOk: true, lines: [`Opened ${result.opened} slots up to ${result.lastDay}.`], data: result }
  },
})
