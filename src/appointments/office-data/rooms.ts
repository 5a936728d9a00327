import type { PrismaClient } from '#generated/prisma/client.ts'
import { type Changed, onVersion } from './edit.ts'

/** `name`: as it stands on the door. Without a department every one of the location uses it. */
export type RoomData = { name: string; departmentId: string | null; retired: boolean }
type Row = RoomData & { id: number; version: number; locationId: string }
type Known = { id: number; version: number }

export type AddedRoom = { outcome: 'added'; id: number } | { outcome: 'unknown-place' } | { outcome: 'name-taken' }

export async function addRoom(
  prisma: PrismaClient,
  { locationId, ...data }: RoomData & { locationId: string },
): Promise<AddedRoom> {
  if ((await prisma.location.count({ where: { id: locationId } })) === 0) return { outcome: 'unknown-place' }
  if (!(await isDepartment(prisma, data.departmentId))) return { outcome: 'unknown-place' }
  if ((await prisma.room.count({ where: { locationId, name: data.name } })) > 0) return { outcome: 'name-taken' }
  const { id } = await prisma.room.create({ data: { locationId, ...data } })
  return { outcome: 'added', id }
}

export async function changeRoom(
  prisma: PrismaClient,
  { id, version, ...data }: Known & RoomData,
): Promise<Changed<Row> | { outcome: 'unknown-place' } | { outcome: 'name-taken' }> {
  const room = await prisma.room.findUnique({ where: { id } })
  if (!room) return { outcome: 'gone' }
  if (!(await isDepartment(prisma, data.departmentId))) return { outcome: 'unknown-place' }
  const others = { locationId: room.locationId, name: data.name, id: { not: id } }
  if ((await prisma.room.count({ where: others })) > 0) return { outcome: 'name-taken' }
  const written = prisma.room.updateMany({ where: { id, version }, data: { ...data, version: { increment: 1 } } })
  return onVersion(written, () => prisma.room.findUnique({ where: { id } }))
}

/** Nothing hangs on a room: what was called there has its name. */
export async function removeRoom(prisma: PrismaClient, { id, version }: Known): Promise<Changed<Row>> {
  return onVersion(prisma.room.deleteMany({ where: { id, version } }), () => prisma.room.findUnique({ where: { id } }))
}

async function isDepartment(prisma: PrismaClient, id: string | null): Promise<boolean> {
  return id === null || (await prisma.department.count({ where: { id } })) > 0
}
