import type { PrismaClient } from '#generated/prisma/client.ts'
import type { Translated, TranslatedList } from '../office.ts'
import { type Changed, onVersion, type Removed, unlessInUse } from './edit.ts'
import { newId } from './new-id.ts'

/** `units`: consecutive slots of a visit. `documents`: what to bring, each in all languages. */
export type ServiceData = {
  name: Translated
  units: number
  documents: readonly Translated[]
  position: number
  retired: boolean
}
type Row = { id: string; version: number; name: unknown; units: number; documents: unknown; retired: boolean }
type Known = { id: string; version: number }

export type AddedService = { outcome: 'added'; id: string } | { outcome: 'unknown-department' }

export async function addService(
  prisma: PrismaClient,
  { departmentId, ...data }: ServiceData & { departmentId: string },
): Promise<AddedService> {
  if ((await prisma.department.count({ where: { id: departmentId } })) === 0) return { outcome: 'unknown-department' }
  const name = `${departmentId} ${data.name.de}`
  const id = await newId(name, async (wanted) => (await prisma.service.count({ where: { id: wanted } })) > 0)
  await prisma.service.create({ data: { id, departmentId, ...stored(data) } })
  return { outcome: 'added', id }
}

export async function changeService(
  prisma: PrismaClient,
  { id, version, ...data }: Known & ServiceData,
): Promise<Changed<Row>> {
  const written = prisma.service.updateMany({
    where: { id, version },
    data: { ...stored(data), version: { increment: 1 } },
  })
  return onVersion(written, () => prisma.service.findUnique({ where: { id } }))
}

export async function removeService(prisma: PrismaClient, { id, version }: Known): Promise<Removed<Row>> {
  const of = { where: { serviceId: id } }
  const uses = {
    appointments: (await prisma.appointment.count(of)) + (await prisma.hold.count(of)),
    subscriptions: await prisma.subscription.count({ where: { serviceId: id, endedAt: null } }),
    draws: await prisma.draw.count(of),
  }
  return unlessInUse(uses, () =>
    onVersion(prisma.service.deleteMany({ where: { id, version } }), () =>
      prisma.service.findUnique({ where: { id } }),
    ),
  )
}

function stored({ documents, ...data }: ServiceData) {
  return { ...data, documents: listed(documents) }
}

/** A list per language, all of the same length: an empty text is one that is missing. */
function listed(documents: readonly Translated[]): TranslatedList {
  const languages = new Set(documents.flatMap((document) => Object.keys(document)))
  return {
    ...Object.fromEntries([...languages].map((tag) => [tag, documents.map((document) => document[tag] ?? '')])),
    de: documents.map(({ de }) => de),
  }
}

/** The other way round. */
export function unlisted(lists: TranslatedList): Translated[] {
  return lists.de.map((de, index) => ({
    ...Object.fromEntries(
      Object.entries(lists).flatMap(([tag, texts]) => {
        const text = texts[index] ?? ''
        return text === '' ? [] : [[tag, text]]
      }),
    ),
    de,
  }))
}
