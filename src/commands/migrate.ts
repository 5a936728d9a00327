import { z } from 'zod'
import { openStore } from '#database/open-store.ts'
import { defineCommand } from './command.ts'

export const migrate = defineCommand({
  words: 'migrate',
  usage: 'migrate',
  about: 'brings the tables up to date',
  options: {},
  values: z.object({}),
  async run({ config, say }) {
    const store = await openStore({ config, purpose: 'command', say })
    await store.close()
    const lines =
      store.applied.length === 0 ? ['The tables are up to date.'] : store.applied.map((name) => `Applied ${name}`)
    return { isOk: true, lines, data: { applied: store.applied } }
  },
})
