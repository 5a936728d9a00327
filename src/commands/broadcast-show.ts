import { openStore } from '#database/open-store.ts'
import { type Broadcast, RecipientState } from '#notices/broadcast/broadcast.ts'
import { findBroadcast } from '#notices/broadcast/find.ts'
import { type Report, reportBroadcast } from '#notices/broadcast/report.ts'
import { BroadcastId, isBroadcastId, noBroadcast, readBroadcastId } from './broadcast-id.ts'
import { defineCommand } from './command.ts'

/** Its counts add up to its people. */
export const broadcastShow = defineCommand({
  words: 'broadcast show',
  usage: 'broadcast show ID',
  about: 'shows how a broadcast stands and what became of everybody it is for',
  options: {},
  argument: 'id',
  values: BroadcastId,
  async run({ config, values, say }) {
    const id = readBroadcastId(values, 'broadcast show')
    if (!isBroadcastId(id)) return noBroadcast(id)
    const { database, close } = await openStore({ config, purpose: 'command', say })
    const found = await database
      .transaction(async (tx) => {
        const broadcast = await findBroadcast(tx, id)
        return broadcast && { broadcast, report: await reportBroadcast(tx, { id }) }
      })
      .finally(close)
    if (!found) return noBroadcast(id)
    const { broadcast, report } = found
    const { all: counts, languages, waves } = report
    return { isOk: true, lines: describe(broadcast, report), data: { ...broadcast, counts, languages, waves } }
  },
})

function describe({ id, title, state, people, startsAt, endedWhy }: Broadcast, { all, languages, waves }: Report) {
  const begins = state === 'scheduled' && startsAt ? ` for ${startsAt.toISOString()}` : ''
  const passed = RecipientState.options.filter((each) => all[each] > 0)
  return [
    `${title} (${id})`,
    `${state}${begins}${endedWhy ? `: ${endedWhy}` : ''}`,
    people === null ? 'Whom it goes to is settled at its start.' : `${people} people, ${waves.length} waves`,
    ...passed.map((each) => `  ${each.replace('_', ' ')}: ${all[each]}`),
    ...languages.map(({ language, people: many, counts }) => `  ${language}: ${counts.sent} of ${many} told`),
  ]
}
