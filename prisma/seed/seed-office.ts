import type { Prisma, PrismaClient } from '#generated/prisma/client.ts'
import { Language } from '#texts.ts'
import { type OfficeData, readOfficeData } from './office-data.ts'

/** Furnishes an empty book with the demo office. Where there is any department already it does nothing: `seeded` says which. */
export async function seedOffice(prisma: PrismaClient): Promise<{ seeded: boolean }> {
  const office = readOfficeData()
  return prisma.$transaction(async (tx) => {
    // Two first starts at once: the later one finds the departments of the earlier.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('seed-office', 0))`
    if ((await tx.department.count()) > 0) return { seeded: false }
    await furnish(tx, office)
    return { seeded: true }
  })
}

async function furnish(tx: Prisma.TransactionClient, office: OfficeData): Promise<void> {
  await tx.department.createMany({ data: office.departments.map(positioned) })
  await tx.location.createMany({ data: office.locations.map(positioned) })
  await tx.service.createMany({
    data: office.services.map(positioned).map(({ department, documents, ...service }) => ({
      ...service,
      departmentId: department,
      documents: listed(documents, office.documents),
    })),
  })
  await tx.openingHours.createMany({
    data: office.hours.flatMap(({ department, location, weekdays, ...hours }) =>
      weekdays.map((weekday) => ({ departmentId: department, locationId: location, weekday, ...hours })),
    ),
  })
  await tx.closure.createMany({
    data: office.closures.flatMap(({ department, location, days, reason }) =>
      days.map(([firstDay, lastDay]) => ({
        departmentId: department ?? null,
        locationId: location ?? null,
        firstDay: new Date(firstDay),
        lastDay: new Date(lastDay),
        reason,
      })),
    ),
  })
}

function positioned<Thing extends object>(thing: Thing, index: number): Thing & { position: number } {
  return { ...thing, position: index + 1 }
}

/** The documents' names, per language. */
function listed(ids: string[], documents: OfficeData['documents']): Record<string, string[]> {
  return Object.fromEntries(
    Language.options.map((language) => [language, ids.flatMap((id) => documents[id]?.[language] ?? [])]),
  )
}
