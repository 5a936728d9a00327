import { z } from 'zod'
import { type DrawWithCounts, lotStates } from '#appointments/draws/draw.ts'
import { stateOf } from '#appointments/draws/publish-draw.ts'

const Instant = z.iso.datetime()

/** A draw and how far its lots have got: numbers, never whose they are. `seed` once the lots are drawn; hashes are hexadecimal. */
export const DrawShape = z.object({
  id: z.uuid(),
  departmentId: z.string(),
  serviceId: z.string(),
  locationId: z.string(),
  state: z.enum(['announced', 'open', 'closed', 'drawn', 'settled', 'cancelled']),
  opensAt: Instant,
  closesAt: Instant,
  drawsAt: Instant,
  holdHours: z.int(),
  firstStart: Instant.nullable(),
  lastStart: Instant.nullable(),
  places: z.int(),
  entries: z.int(),
  lots: z.object({
    entered: z.int(),
    waiting: z.int(),
    offered: z.int(),
    confirmed: z.int(),
    declined: z.int(),
    lapsed: z.int(),
    passed: z.int(),
    withdrawn: z.int(),
  }),
  commitment: z.string(),
  listHash: z.string().nullable(),
  seed: z.string().nullable(),
  drawnAt: Instant.nullable(),
})

export function drawShape(draw: DrawWithCounts, now: Date): z.input<typeof DrawShape> {
  const { id, departmentId, serviceId, locationId, holdHours, units, seats, commitment, listHash, seed } = draw
  const { entered, waiting, offered, confirmed, declined, lapsed, passed, withdrawn } = draw
  return {
    id,
    departmentId,
    serviceId,
    locationId,
    holdHours,
    state: stateOf(draw, now),
    opensAt: draw.opensAt.toISOString(),
    closesAt: draw.closesAt.toISOString(),
    drawsAt: draw.drawsAt.toISOString(),
    firstStart: draw.firstStart?.toISOString() ?? null,
    lastStart: draw.lastStart?.toISOString() ?? null,
    places: Math.floor(seats / units),
    entries: lotStates.reduce((sum, state) => sum + draw[state], 0),
    lots: { entered, waiting, offered, confirmed, declined, lapsed, passed, withdrawn },
    commitment: commitment.toString('hex'),
    listHash: listHash?.toString('hex') ?? null,
    seed: seed?.toString('hex') ?? null,
    drawnAt: draw.drawnAt?.toISOString() ?? null,
  }
}
