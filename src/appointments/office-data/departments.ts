import type { PrismaClient } from '#generated/prisma/client.ts'
import type { Translated } from '../office.ts'
import { type Changed, onVersion, type Removed, unlessInUse } from './edit.ts'
import { newId } from './new-id.ts'

/** `position`: in this order they are offered. */
export type DepartmentData = { name: Translated; position: number; retired: boolean }
type Row = { id: string; version: number; name: unknown; position: number; retired: boolean }
type Known = { id: string; version: number }

export async function addDepartment(prisma: PrismaClient, data: DepartmentData): Promise<{ id: string }> {
  const id = await newId(data.name.de, async (wanted) => (await prisma.department.count({ where: { id: wanted } })) > 0)
  await prisma.department.create({ data: { id, ...data } })
  return { id }
}

export async function changeDepartment(
  prisma: PrismaClient,
  { id, version, ...data }: Known & DepartmentData,
): Promise<Changed<Row>> {
  const written = prisma.department.updateMany({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  })
  return onVersion(written, () => prisma.department.findUnique({ where: { id } }))
}

export async function removeDepartment(prisma: PrismaClient, { id, version }: Known): Promise<Removed<Row>> {
  const of = { where: { departmentId: id } }
  const uses = {
    services: await prisma.service.count(of),
    hours: (await prisma.openingHours.count(of)) + (await prisma.specialHours.count(of)),
    slots: await prisma.slot.count(of),
    appointments: await prisma.appointment.count(of),
    closures: await prisma.closure.count(of),
    rooms: await prisma.room.count(of),
    roles: await prisma.staffRole.count(of),
    imported: await prisma.importedVisit.count(of),
    draws: await prisma.draw.count(of),
  }
  return unlessInUse(uses, () =>
    onVersion(prisma.department.deleteMany({ where: { id, version } }), () =>
      prisma.department.findUnique({ where: { id } }),
    ),
  )
}
