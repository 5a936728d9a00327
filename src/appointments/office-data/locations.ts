import type { PrismaClient } from '#generated/prisma/client.ts'
import type { Translated } from '../office.ts'
import { type Changed, onVersion, type Removed, unlessInUse } from './edit.ts'
import { newId } from './new-id.ts'

/** `address`: "Straße 1, 41460 Neuss". */
export type LocationData = {
  name: Translated
  address: string
  latitude: number
  longitude: number
  position: number
  retired: boolean
}
type Row = { id: string; version: number; name: unknown; address: string; retired: boolean }
type Known = { id: string; version: number }

export async function addLocation(prisma: PrismaClient, data: LocationData): Promise<{ id: string }> {
  const id = await newId(data.name.de, async (wanted) => (await prisma.location.count({ where: { id: wanted } })) > 0)
  await prisma.location.create({ data: { id, ...data } })
  return { id }
}

export async function changeLocation(
  prisma: PrismaClient,
  { id, version, ...data }: Known & LocationData,
): Promise<Changed<Row>> {
  const written = prisma.location.updateMany({ where: { id, version }, data: { ...data, version: { increment: 1 } } })
  return onVersion(written, () => prisma.location.findUnique({ where: { id } }))
}

export async function removeLocation(prisma: PrismaClient, { id, version }: Known): Promise<Removed<Row>> {
  const of = { where: { locationId: id } }
  const uses = {
    hours: (await prisma.openingHours.count(of)) + (await prisma.specialHours.count(of)),
    slots: await prisma.slot.count(of),
    appointments: await prisma.appointment.count(of),
    closures: await prisma.closure.count(of),
    rooms: await prisma.room.count(of),
    devices: await prisma.device.count(of),
    roles: await prisma.staffRole.count(of),
    draws: await prisma.draw.count(of),
  }
  return unlessInUse(uses, () =>
    onVersion(prisma.location.deleteMany({ where: { id, version } }), () =>
      prisma.location.findUnique({ where: { id } }),
    ),
  )
}
