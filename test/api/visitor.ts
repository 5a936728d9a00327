import { randomUUID } from 'node:crypto'
import type { Appointment } from '#appointments/appointment.ts'
import { book } from '#appointments/book.ts'
import { hold } from '#appointments/hold.ts'
import { instantOf, localDay } from '#appointments/local-time.ts'
import type { Database } from '#database.ts'
import type { Keys } from '#privacy/keys.ts'

/** The same day for the whole run, also when midnight passes. */
const day = localDay(new Date())

/** A time of the real day: the database tells windows of visits around its own clock's today alone. */
export function today(time: string): Date {
  const instant = instantOf({ day, time })
  if (!instant) throw new Error(`There is no ${time} today`)
  return instant
}

type Parts = { database: Database; keys: Keys }
type Wish = {
  startsAt: Date
  departmentId?: string
  serviceId?: string
  locationId?: string
  name?: string
  language?: string
}

/** Somebody with an appointment, booked two days earlier. */
export async function visitor({ database, keys }: Parts, wish: Wish): Promise<Appointment> {
  const { startsAt, departmentId = 'general', locationId = 'neuss', language = 'uk' } = wish
  const now = new Date(startsAt.getTime() - 2 * 86_400_000)
  const conversationId = randomUUID()
  const { name = `Person ${conversationId}` } = wish
  const { prisma } = database
  await prisma.conversation.create({ data: { id: conversationId, channel: 'webchat', address: conversationId } })
  await prisma.slot.createMany({
    data: { departmentId, locationId, startsAt, minutes: 20, capacity: 60 },
    skipDuplicates: true,
  })
  const service = await prisma.service.findFirstOrThrow({
    where: { departmentId, units: 1, ...(wish.serviceId && { id: wish.serviceId }) },
    orderBy: { position: 'asc' },
  })
  const place = { departmentId, locationId, units: 1, serviceId: service.id }
  const held = await hold(database, { ...place, conversationId, startsAt, now })
  if (held.outcome !== 'held') throw new Error('This time is taken')
  const booked = await book(database, keys, {
    conversationId,
    holdId: held.hold.id,
    applicant: { name, dateOfBirth: '1990-05-17' },
    people: 1,
    channel: 'webchat',
    language,
    now,
  })
  if (booked.outcome !== 'booked') throw new Error(`Not booked: ${booked.outcome}`)
  return booked.appointment
}
