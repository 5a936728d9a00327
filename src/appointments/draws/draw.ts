import type { Database } from '#database.ts'

/** `slotIds`: the times that lots are drawn for. `seed` and `listHash` are there once they are drawn. */
export type Draw = {
  id: string
  departmentId: string
  serviceId: string
  locationId: string
  slotIds: number[]
  units: number
  opensAt: Date
  closesAt: Date
  drawsAt: Date
  holdHours: number
  commitment: Buffer
  seed: Buffer | null
  listHash: Buffer | null
  drawnAt: Date | null
  settledAt: Date | null
  cancelledAt: Date | null
}

/** The columns of a Draw; `draw` is joined with its `service`. */
const drawColumns = `
  draw.id, draw.department_id AS "departmentId", draw.service_id AS "serviceId", draw.location_id AS "locationId",
  draw.slot_ids AS "slotIds", service.units, draw.opens_at AS "opensAt", draw.closes_at AS "closesAt",
  draw.draws_at AS "drawsAt", draw.hold_hours AS "holdHours", draw.commitment, draw.seed, draw.list_hash AS "listHash",
  draw.drawn_at AS "drawnAt", draw.settled_at AS "settledAt", draw.cancelled_at AS "cancelledAt"`

const drawTable = 'draw JOIN service ON service.id = draw.service_id'

/** SQL: whether people may enter at the instant `now` (an expression, such as `$1`). */
export function takesEntries(now: string): string {
  return `(draw.opens_at <= ${now} AND draw.closes_at > ${now} AND draw.drawn_at IS NULL AND draw.cancelled_at IS NULL)`
}

export async function findDraw(db: Pick<Database, 'query'>, id: string): Promise<Draw | undefined> {
  const [draw] = await db.query<Draw>({
    name: 'find-draw',
    text: `SELECT ${drawColumns} FROM ${drawTable} WHERE draw.id = $1`,
    values: [id],
  })
  return draw
}

/** The draws that people may enter now, the one that closes first before the others. */
export async function openDraws(db: Pick<Database, 'query'>, { now }: { now: Date }): Promise<Draw[]> {
  return db.query<Draw>({
    name: 'open-draws',
    text: `SELECT ${drawColumns} FROM ${drawTable} WHERE ${takesEntries('$1')} ORDER BY draw.closes_at, draw.id`,
    values: [now],
  })
}

/** A draw and how many of its lots have got how far. `places`: seats of its times that are free or offered. */
export type DrawWithCounts = Draw & {
  createdAt: Date
  slots: number
  firstStart: Date | null
  lastStart: Date | null
  seats: number
} & Record<(typeof lotStates)[number], number>

export const lotStates = [
  'entered',
  'waiting',
  'offered',
  'confirmed',
  'declined',
  'lapsed',
  'passed',
  'withdrawn',
] as const

/** The newest first; with an id that one alone. */
export async function listDraws(db: Pick<Database, 'query'>, id?: string): Promise<DrawWithCounts[]> {
  return db.query<DrawWithCounts>({
    name: 'list-draws',
    text: `
      SELECT ${drawColumns}, draw.created_at AS "createdAt", slots.*, lots.*
      FROM ${drawTable}
      CROSS JOIN LATERAL (
        SELECT count(*)::int AS slots, min(starts_at) AS "firstStart", max(starts_at) AS "lastStart",
          coalesce(sum(capacity), 0)::int AS seats
        FROM slot WHERE slot.id = ANY (draw.slot_ids)
      ) AS slots
      CROSS JOIN LATERAL (
        SELECT ${lotStates.map((state) => `(count(*) FILTER (WHERE state = '${state}'))::int AS ${state}`).join(', ')}
        FROM lot WHERE lot.draw_id = draw.id
      ) AS lots
      WHERE $1::uuid IS NULL OR draw.id = $1
      ORDER BY draw.opens_at DESC, draw.id LIMIT 200`,
    values: [id ?? null],
  })
}
