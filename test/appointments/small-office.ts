import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Database } from '#database.ts'
import { addDays, instantOf, localDay } from '#appointments/local-time.ts'
import { keysFrom } from '#privacy/keys.ts'
import { emptyTables } from '../database/empty-tables.ts'

/** A Monday before the first day that may be booked. */
export const now = new Date('2026-11-23T10:00:00Z')
export const firstDay = '2026-11-24'

export const keys = keysFrom('a secret key that only tests know')

/** Where visits of one unit are booked; services of 2 and 4 units are beside it. */
export const place = { departmentId: 'general', locationId: 'neuss', units: 1 }
export const oneUnit = { ...place, serviceId: 'general-1' }

type Furniture = { days?: number; perDay?: number; capacity?: number; from?: string; now?: Date }

/** Departments "general" and "asylum" at one location, each day with slots of 20 minutes from 09:00. */
export async function furnish(
  { prisma }: Pick<Database, 'prisma'>,
  { days = 1, perDay = 6, capacity = 1, from = addDays(localDay(now), 1) }: Furniture = {},
): Promise<void> {
  const name = { de: 'Test' }
  const departments = ['general', 'asylum']
  await prisma.department.createMany({ data: departments.map((id, position) => ({ id, position, name })) })
  await prisma.location.create({
    data: { id: 'neuss', position: 1, name, address: 'Oberstraße 91, 41460 Neuss', latitude: 51.2, longitude: 6.7 },
  })
  await prisma.service.createMany({
    data: departments.flatMap((departmentId) =>
      [1, 2, 4].map((units) => ({
        id: `${departmentId}-${units}`,
        departmentId,
        position: units,
        units,
        name,
        documents: { de: [] },
      })),
    ),
  })
  const starts = Array.from({ length: days }, (_, day) => addDays(from, day)).flatMap((day) =>
    Array.from({ length: perDay }, (_, index) => at(clock(9 * 60 + 20 * index), day)),
  )
  await prisma.slot.createMany({
    data: departments.flatMap((departmentId) =>
      starts.map((startsAt) => ({ departmentId, locationId: 'neuss', startsAt, minutes: 20, capacity })),
    ),
  })
}

/** Empties the book, which is ten times faster than a new database. */
export async function clear(database: Pick<Database, 'prisma'>): Promise<void> {
  const counts = ['visit_change', 'visit_kind', 'day_count', 'month_count']
  await emptyTables(database, 'department', 'location', 'conversation', 'data_key', 'inbox', ...counts)
}

/** The instant of a local time, on the first day if none is said. */
export function at(time: string, day = firstDay): Date {
  const instant = instantOf({ day, time })
  if (!instant) throw new Error(`There is no ${time} on ${day}`)
  return instant
}

/** A conversation of somebody new. */
export async function newcomer({ prisma }: Pick<Database, 'prisma'>, channel = 'webchat'): Promise<string> {
  const id = randomUUID()
  await prisma.conversation.create({ data: { id, channel, address: id, createdAt: now, lastSeenAt: now } })
  return id
}

export async function newcomers({ prisma }: Pick<Database, 'prisma'>, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID())
  await prisma.conversation.createMany({
    data: ids.map((id) => ({ id, channel: 'webchat', address: id, createdAt: now, lastSeenAt: now })),
  })
  return ids
}

/** The same booking for everybody, but for who they are. */
export function someone(conversationId: string, name = `Person ${conversationId}`) {
  return {
    conversationId,
    applicant: { name, dateOfBirth: '1990-05-17' },
    people: 1,
    channel: 'webchat',
    language: 'uk',
    now,
  }
}

/** Lets a hold run out as if its time had passed. */
export async function runOut({ prisma }: Pick<Database, 'prisma'>, conversationId: string): Promise<void> {
  await prisma.$executeRaw`UPDATE hold SET expires_at = clock_timestamp() - interval '1 second' WHERE conversation_id = ${conversationId}`
}

/** Until a connection waits for another one's lock. */
export async function somebodyWaits({ query }: Pick<Database, 'query'>): Promise<void> {
  const text = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
  while ((await query({ name: 'test-somebody-waits', text, values: [] })).length === 0) await setTimeout(5)
}

export async function seats(
  { prisma }: Pick<Database, 'prisma'>,
  time: string,
): Promise<{ booked: number; held: number }> {
  return prisma.slot.findFirstOrThrow({
    where: { startsAt: at(time), departmentId: 'general' },
    select: { booked: true, held: true },
  })
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
