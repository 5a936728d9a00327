import { z } from 'zod'
import { listBroadcasts } from '#notices/broadcast/find.ts'
import { reportBroadcast } from '#notices/broadcast/report.ts'
import { holds } from '#staff/holds.ts'
import { defineRoute } from '../route.ts'
import { broadcastOf, BroadcastShape } from './broadcast-shape.ts'
import { placeOfOffer } from './own-broadcast.ts'

export const listAllBroadcasts = defineRoute({
  id: 'list-broadcasts',
  method: 'GET',
  path: '/broadcasts',
  summary: 'What was announced to many and what became of it, the latest first; at most 30',
  policy: { roles: ['manager'], scope: 'broadcasts:read', limitedTo: 'anywhere' },
  answers: { 200: z.object({ broadcasts: z.array(BroadcastShape) }) },
  async run({ desk, principal }) {
    const broadcasts = await desk.database.transaction(async (tx) => {
      const all = await listBroadcasts(tx, { limit: 30 })
      const mine = all.filter(
        ({ offer }) => principal.kind !== 'staff' || holds(principal.grants, ['manager'], placeOfOffer(offer)),
      )
      const shown: BroadcastShape[] = []
      const links = { publicUrl: desk.config.publicUrl, telegramBot: desk.telegramBot?.() }
      for (const each of mine) shown.push(broadcastOf(each, await reportBroadcast(tx, each), links))
      return shown
    })
    return { status: 200, body: { broadcasts } }
  },
})
