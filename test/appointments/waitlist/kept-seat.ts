import { subscribe } from '#appointments/subscribe.ts'
import type { Database } from '#database.ts'

/** A time from this instant on that was freed and nobody has been asked for, and the wish of this conversation for it. */
export async function keptSeat(
  database: Database,
  { conversationId, from, now }: { conversationId: string; from: Date; now: Date },
) {
  const { prisma } = database
  const slot = await prisma.slot.findFirstOrThrow({
    where: { departmentId: 'general', state: 'open', startsAt: { gt: from }, held: 0, booked: 0 },
    orderBy: { startsAt: 'asc' },
  })
  const { departmentId, locationId, startsAt } = slot
  const { id: serviceId } = await prisma.service.findFirstOrThrow({ where: { departmentId, units: 1 } })
  await subscribe(database, { conversationId, departmentId, serviceId })
  await prisma.slot.update({ where: { id: slot.id }, data: { held: 1 } })
  const seat = await prisma.freedSeat.create({
    data: {
      departmentId,
      locationId,
      serviceId,
      startsAt,
      endsAt: new Date(startsAt.getTime() + slot.minutes * 60_000),
      slotIds: [slot.id],
      cause: 'cancelled_by_applicant',
      freedAt: now,
    },
  })
  return {
    id: seat.id,
    startsAt,
    /** The next story begins without it. */
    async forget(): Promise<void> {
      await prisma.subscription.deleteMany({ where: { conversationId } })
      await prisma.freedSeat.deleteMany({ where: { id: seat.id } })
      await prisma.hold.deleteMany({ where: { conversationId } })
      await prisma.slot.update({ where: { id: slot.id }, data: { held: 0 } })
    },
  }
}
