import { z } from 'zod'
import { writeDeepLink, writeWebLink } from '#conversation/deep-link.ts'
import {
  Audience,
  type Broadcast,
  BroadcastState,
  Counts,
  EndedWhy,
  Offer,
  Texts,
} from '#notices/broadcast/broadcast.ts'
import type { Report } from '#notices/broadcast/report.ts'
import { Day, PlaceId } from '../calendar/inputs.ts'
import { Instant } from '../visits/visit-shape.ts'

const Ids = z.array(PlaceId).min(1).max(50)

/** What is offered and to whom, as it is asked for. */
export const OfferBody = z.strictObject({
  departmentId: PlaceId,
  serviceId: PlaceId.optional(),
  locationId: PlaceId.optional(),
  firstDay: Day.optional(),
  lastDay: Day.optional(),
})
export const AudienceBody = z.strictObject({
  ...Audience.shape,
  after: Day.optional(),
  departmentIds: Ids.optional(),
  serviceIds: Ids.optional(),
  locationIds: Ids.optional(),
})
export const TextsBody = z.partialRecord(Texts.keyType, z.string().trim().min(1).max(4000))

/** `test` are links that show the message in a chat of one's own. `counts` add up to `people`. */
export const BroadcastShape = z.object({
  id: z.uuid(),
  state: BroadcastState,
  title: z.string(),
  offer: Offer,
  audience: Audience,
  texts: Texts,
  perPlace: z.int(),
  waveMinutes: z.int(),
  createdBy: z.uuid().nullable(),
  createdAt: Instant,
  approvedBy: z.uuid().nullable(),
  approvedAt: Instant.nullable(),
  startsAt: Instant.nullable(),
  startedBy: z.uuid().nullable(),
  startedAt: Instant.nullable(),
  people: z.int().nullable(),
  wave: z.int(),
  dueAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  endedWhy: EndedWhy.nullable(),
  counts: Counts,
  languages: z.array(z.object({ language: z.string(), people: z.int(), counts: Counts })),
  waves: z.array(z.object({ number: z.int(), at: Instant, free: z.int(), size: z.int() })),
  test: z.object({ webchat: z.string(), telegram: z.string().nullable() }),
})
export type BroadcastShape = z.infer<typeof BroadcastShape>

type Links = { publicUrl?: string | undefined; telegramBot?: string | undefined }

/** As it goes over the wire. */
export function broadcastOf(broadcast: Broadcast, report: Report, links: Links): BroadcastShape {
  const { key: _key, ...rest } = broadcast
  const link = { broadcast: broadcast.id }
  return {
    ...rest,
    createdAt: rest.createdAt.toISOString(),
    approvedAt: iso(rest.approvedAt),
    startsAt: iso(rest.startsAt),
    startedAt: iso(rest.startedAt),
    dueAt: iso(rest.dueAt),
    endedAt: iso(rest.endedAt),
    counts: report.all,
    languages: report.languages,
    waves: report.waves.map(({ at, ...wave }) => ({ ...wave, at: at.toISOString() })),
    test: {
      webchat: `${links.publicUrl ?? ''}${writeWebLink(link)}`,
      telegram:
        links.telegramBot === undefined ? null : `https://t.me/${links.telegramBot}?start=${writeDeepLink(link)}`,
    },
  }
}

function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null
}
