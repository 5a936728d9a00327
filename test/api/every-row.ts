import { randomUUID } from 'node:crypto'
import type { Appointment } from '#appointments/appointment.ts'
import { openDraw } from '#appointments/draws/open-draw.ts'
import { addDays, localDay } from '#appointments/local-time.ts'
import { announce } from './announce.ts'
import type { OpenDesk } from './desk-office.ts'
import { today, visitor } from './visitor.ts'

/** Rows of every kind, in two places. */
export async function everyRow(desk: OpenDesk): Promise<void> {
  const parts = { database: desk.database, keys: desk.desk.keys }
  for (const [departmentId, locationId] of [
    ['general', 'neuss'],
    ['asylum', 'grevenbroich'],
  ] as const)
    await visitor(parts, { startsAt: today('10:10'), departmentId, locationId })
  await desk.hires('clerk')
  await desk.pairs('board', 'neuss')
  const { prisma } = desk.database
  await prisma.room.create({ data: { locationId: 'neuss', departmentId: 'general', name: '2.14' } })
  const [fromAt, beforeAt] = [today('14:00'), today('15:00')]
  const closing = { id: randomUUID(), departmentId: 'general', locationId: 'neuss', slotIds: [] }
  await prisma.closing.create({ data: { ...closing, fromAt, beforeAt, closedAt: desk.clock.now } })
  await waits(desk, await visitor(parts, { startsAt: today('10:30') }))
  await announce(desk, { departmentId: 'general', locationId: 'neuss' })
  await drawsLots(desk)
}

/** A draw over days that are not open yet. */
async function drawsLots({ database, desk, clock: { now } }: OpenDesk): Promise<void> {
  const place = { departmentId: 'general', locationId: 'neuss' }
  const { id: serviceId } = await database.prisma.service.findFirstOrThrow({
    where: { departmentId: 'general', units: 1 },
  })
  const [firstDay, lastDay] = [addDays(localDay(now), 90), addDays(localDay(now), 97)]
  const closesAt = new Date(now.getTime() + 48 * 3_600_000)
  const times = { firstDay, lastDay, opensAt: now, closesAt, drawsAt: closesAt, holdHours: 24, now }
  const opened = await database.transaction((tx) => openDraw(tx, desk.keys, { ...place, serviceId, ...times }))
  if (opened.outcome !== 'opened') throw new Error(opened.outcome)
}

/** Somebody who wants an earlier time than theirs, and is offered one. */
async function waits({ database: { prisma }, clock }: OpenDesk, { code, serviceId }: Appointment): Promise<void> {
  const place = { departmentId: 'general', locationId: 'neuss', serviceId }
  const wish = await prisma.subscription.create({ data: { id: randomUUID(), ...place, appointmentCode: code } })
  const times = { startsAt: today('10:10'), endsAt: today('10:30'), freedAt: clock.now }
  const seat = await prisma.freedSeat.create({
    data: { ...place, ...times, slotIds: [1], cause: 'moved', state: 'offered' },
  })
  const day = clock.now
  const offered = { freedSeatId: seat.id, subscriptionId: wish.id, day, offeredAt: day, expiresAt: new Date(4e12) }
  await prisma.offer.create({ data: { id: randomUUID(), ...offered } })
}
