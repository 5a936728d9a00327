import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Appointment } from '#appointments/appointment.ts'
import { book } from '#appointments/book.ts'
import { hold } from '#appointments/hold.ts'
import { replay } from '#appointments/attendance/replay.ts'
import { recordsOf } from '#appointments/attendance/take-back.ts'
import { type Visit, visitColumns } from '#appointments/attendance/visit.ts'
import type { Database } from '#database.ts'
import { at, keys, newcomer, now, oneUnit, someone } from '../small-office.ts'

/** Clerks with a room each. */
export const anna = { staffId: randomUUID(), room: '2.14' }
export const bernd = { staffId: randomUUID(), room: '2.15' }

/** Somebody with an appointment on the day that the clocks of these tests show. */
export async function visitor(
  database: Database,
  time: string,
  { name, departmentId = 'general' }: { name?: string; departmentId?: string } = {},
): Promise<Appointment & { conversationId: string }> {
  const conversationId = await newcomer(database)
  const held = await hold(database, {
    ...oneUnit,
    departmentId,
    serviceId: `${departmentId}-1`,
    conversationId,
    startsAt: at(time),
    now,
  })
  if (held.outcome !== 'held') throw new Error(`${time} is taken`)
  const booked = await book(database, keys, { ...someone(conversationId, name), holdId: held.hold.id })
  if (booked.outcome !== 'booked') throw new Error(`Not booked: ${booked.outcome}`)
  return { ...booked.appointment, conversationId }
}

/** How a visit stands in the database. */
export async function standing({ query }: Pick<Database, 'query'>, { id }: { id: string }): Promise<Visit> {
  const [visit] = await query<Visit>({
    name: 'test-visit',
    text: `SELECT ${visitColumns('appointment')} FROM appointment WHERE id = $1`,
    values: [id],
  })
  if (!visit) throw new Error('There is no such visit')
  return visit
}

/** Every visit stands as its records, one after the other, say. */
export async function recordsAgree(database: Database): Promise<void> {
  for (const { id } of await database.prisma.appointment.findMany({ select: { id: true } })) {
    const { presence, attendance, source, arrivedAt, calledAt, calledBy, room } = await standing(database, { id })
    expect({ presence, attendance, source, arrivedAt, calledAt, calledBy, room }).toEqual(
      replay(await recordsOf(database, id)),
    )
  }
}

/** What has been recorded, oldest first. */
export async function records(database: Database, { id }: { id: string }): Promise<string[]> {
  return (await recordsOf(database, id)).map(({ what, source }) => `${what} by ${source}`)
}
