import { z } from 'zod'
import type { Offer } from '#notices/broadcast/broadcast.ts'
import { findBroadcast } from '#notices/broadcast/find.ts'
import { reportBroadcast } from '#notices/broadcast/report.ts'
import type { Place } from '#staff/holds.ts'
import type { Desk } from '../desk.ts'
import type { Input } from '../route.ts'
import { broadcastOf, type BroadcastShape } from './broadcast-shape.ts'

export const broadcastParams = z.object({ id: z.uuid() })

type Asked = { params: z.output<typeof broadcastParams>; desk: Desk }

/** A broadcast is its department's and location's whose times it offers. */
export async function placeOfBroadcast({
  params: { id },
  desk,
}: Input<z.output<typeof broadcastParams>, unknown, unknown>): Promise<Place | undefined> {
  const broadcast = await desk.database.transaction((tx) => findBroadcast(tx, id))
  return broadcast && placeOfOffer(broadcast.offer)
}

export function placeOfOffer({ departmentId, locationId }: Pick<Offer, 'departmentId' | 'locationId'>): Place {
  return { departmentId, ...(locationId !== undefined && { locationId }) }
}

/** As it stands, with what became of everybody. */
export async function readBroadcast({ params: { id }, desk }: Asked): Promise<BroadcastShape | undefined> {
  return desk.database.transaction(async (tx) => {
    const broadcast = await findBroadcast(tx, id)
    if (!broadcast) return undefined
    const links = { publicUrl: desk.config.publicUrl, telegramBot: desk.telegramBot?.() }
    return broadcastOf(broadcast, await reportBroadcast(tx, { id }), links)
  })
}

/** What a manager may do to it, and another system. */
export const managing = {
  params: broadcastParams,
  policy: { roles: ['manager'], scope: 'broadcasts:write', limitedTo: placeOfBroadcast },
} as const
