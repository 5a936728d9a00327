import { z } from 'zod'
import type { PrismaClient } from '#generated/prisma/client.ts'
import { zone } from './local-time.ts'

/** A text per language. German is always there; what another language lacks is shown in German. */
export const Translated = z.object({ de: z.string() }).catchall(z.string())
export type Translated = z.infer<typeof Translated>

export const TranslatedList = z.object({ de: z.array(z.string()) }).catchall(z.array(z.string()))
export type TranslatedList = z.infer<typeof TranslatedList>

/** What appointments are made for, and where: everything that changes seldom, in the order it is shown. */
export type Office = { zone: typeof zone; departments: Department[]; locations: Location[] }

/** `retired`: not offered any more; who has an appointment there still finds its name. */
export type Department = { id: string; name: Translated; retired: boolean; services: Service[] }

/** `units`: consecutive slots of a visit. `locationIds`: where the department has opening hours. */
export type Service = {
  id: string
  departmentId: string
  name: Translated
  units: number
  documents: TranslatedList
  locationIds: string[]
  retired: boolean
}

/** `address`: "Straße 1, 41460 Neuss". */
export type Location = {
  id: string
  name: Translated
  address: string
  latitude: number
  longitude: number
  retired: boolean
}

/** What people may still choose. */
export function inUse<Thing extends { retired: boolean }>(things: readonly Thing[]): Thing[] {
  return things.filter(({ retired }) => !retired)
}

export async function loadOffice(prisma: PrismaClient): Promise<Office> {
  const orderBy = { position: 'asc' } as const
  const [departments, locations] = await Promise.all([
    prisma.department.findMany({
      orderBy,
      include: { services: { orderBy }, hours: { select: { locationId: true } } },
    }),
    prisma.location.findMany({ orderBy }),
  ])
  return {
    zone,
    departments: departments.map(({ id, name, retired, services, hours }) => {
      const open = new Set(hours.map(({ locationId }) => locationId))
      const locationIds = locations.map((location) => location.id).filter((location) => open.has(location))
      return {
        id,
        name: Translated.parse(name),
        retired,
        services: services.map((service) => ({
          id: service.id,
          departmentId: service.departmentId,
          name: Translated.parse(service.name),
          units: service.units,
          documents: inGerman(TranslatedList.parse(service.documents)),
          locationIds,
          retired: service.retired,
        })),
      }
    }),
    locations: locations.map(({ id, name, address, latitude, longitude, retired }) => ({
      id,
      name: Translated.parse(name),
      address,
      latitude,
      longitude,
      retired,
    })),
  }
}

/** Each text that a language lacks, in German. */
function inGerman(lists: TranslatedList): TranslatedList {
  const whole = Object.entries(lists).map(([tag, texts]) => [
    tag,
    lists.de.map((german, index) => texts[index] || german),
  ])
  return { ...Object.fromEntries(whole), de: lists.de }
}
