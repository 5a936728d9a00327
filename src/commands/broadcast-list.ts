import { z } from 'zod'
import { openStore } from '#database/open-store.ts'
import { listBroadcasts } from '#notices/broadcast/find.ts'
import { reportBroadcast } from '#notices/broadcast/report.ts'
import { defineCommand } from './command.ts'

/** `people` is the audience, known from the start on; `told` are those whom it has reached. */
export const broadcastList = defineCommand({
  words: 'broadcast list',
  usage: 'broadcast list',
  about: 'shows what was announced to many, the latest first: at most 30',
  options: {},
  values: z.object({}),
  async run({ config, say }) {
    const { database, close } = await openStore({ config, purpose: 'command', say })
    const broadcasts = await database
      .transaction(async (tx) => {
        const rows: Row[] = []
        for (const { id, title, state, people } of await listBroadcasts(tx, { limit: 30 })) {
          const { all } = await reportBroadcast(tx, { id })
          rows.push({ id, title, state, people, told: all.sent })
        }
        return rows
      })
      .finally(close)
    const lines = broadcasts.length === 0 ? ['There is no broadcast.'] : broadcasts.map(describe)
    return { isOk: true, lines, data: { broadcasts } }
  },
})

type Row = { id: string; title: string; state: string; people: number | null; told: number }

function describe({ id, title, state, people, told }: Row): string {
  return `${id}  ${state.padEnd('scheduled'.length)}  ${people === null ? 'nobody yet' : `${told} of ${people} told`}  ${title}`
}
