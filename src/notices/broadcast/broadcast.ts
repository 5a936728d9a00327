import { z } from 'zod'
import { ChannelName } from '#message.ts'
import { Language } from '#texts.ts'

/** The free times that are announced. Days are local, "YYYY-MM-DD", and both count. */
export const Offer = z.strictObject({
  departmentId: z.string(),
  serviceId: z.string().optional(),
  locationId: z.string().optional(),
  firstDay: z.iso.date().optional(),
  lastDay: z.iso.date().optional(),
})
export type Offer = z.infer<typeof Offer>

/**
 * Who is told. `everybody` who ever chose a language here, who has an appointment `later` (than `after`, a local day, or than now),
 * or who is `waiting` for free times; each narrowed by what else is given.
 */
export const Audience = z.strictObject({
  group: z.enum(['everybody', 'later', 'waiting']),
  after: z.iso.date().optional(),
  departmentIds: z.array(z.string()).min(1).optional(),
  serviceIds: z.array(z.string()).min(1).optional(),
  locationIds: z.array(z.string()).min(1).optional(),
  languages: z.array(Language).min(1).optional(),
  channels: z.array(ChannelName).min(1).optional(),
})
export type Audience = z.infer<typeof Audience>

/** The words per language, with `{slots}` where the free times go. */
export const Texts = z.partialRecord(Language, z.string().trim().min(1))
export type Texts = z.infer<typeof Texts>

export const BroadcastState = z.enum(['draft', 'scheduled', 'running', 'paused', 'finished', 'stopped'])
export type BroadcastState = z.infer<typeof BroadcastState>

/** Why it ended before everybody was told. */
export const EndedWhy = z.enum(['by-hand', 'no-places', 'no-audience', 'approval-needed'])
export type EndedWhy = z.infer<typeof EndedWhy>

/** In the order in which somebody passes through them. */
export const RecipientState = z.enum([
  'queued',
  'sending',
  'sent',
  'failed',
  'unreachable',
  'opted_out',
  'erased',
  'unknown',
])
export type RecipientState = z.infer<typeof RecipientState>

export const Counts = z.record(RecipientState, z.int())
export type Counts = z.infer<typeof Counts>

export const Broadcast = z.object({
  id: z.uuid(),
  key: z.string().nullable(),
  state: BroadcastState,
  title: z.string(),
  offer: Offer,
  audience: Audience,
  texts: Texts,
  perPlace: z.int(),
  waveMinutes: z.int(),
  createdBy: z.string().nullable(),
  createdAt: z.date(),
  approvedBy: z.string().nullable(),
  approvedAt: z.date().nullable(),
  startsAt: z.date().nullable(),
  startedBy: z.string().nullable(),
  startedAt: z.date().nullable(),
  people: z.int().nullable(),
  wave: z.int(),
  dueAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  endedWhy: EndedWhy.nullable(),
})
export type Broadcast = z.infer<typeof Broadcast>

/** SQL: the columns of a `broadcast` as they are parsed. */
export const broadcastColumns = `
  id, key, state, title, offer, audience, texts, per_place AS "perPlace", wave_minutes AS "waveMinutes",
  created_by AS "createdBy", created_at AS "createdAt", approved_by AS "approvedBy", approved_at AS "approvedAt",
  starts_at AS "startsAt", started_by AS "startedBy", started_at AS "startedAt", people, wave, due_at AS "dueAt", ended_at AS "endedAt",
  ended_why AS "endedWhy"`
