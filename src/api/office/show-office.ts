import { Translated, TranslatedList } from '#appointments/office.ts'
import { longestVisits } from '#appointments/office-data/longest-visits.ts'
import { unlisted } from '#appointments/office-data/services.ts'
import { defineRoute } from '../route.ts'
import { OfficeShape } from './shapes.ts'

export const showOffice = defineRoute({
  id: 'show-office',
  method: 'GET',
  path: '/office',
  summary: 'Departments, services with their documents, locations and rooms, with every text as it was given',
  policy: { roles: ['manager', 'administrator'], scope: 'office:read', limitedTo: 'anywhere' },
  answers: { 200: OfficeShape },
  async run({ desk }) {
    const { prisma } = desk.database
    const orderBy = [{ position: 'asc' as const }, { id: 'asc' as const }]
    const [departments, services, locations, rooms, hours] = await Promise.all([
      prisma.department.findMany({ orderBy }),
      prisma.service.findMany({ orderBy }),
      prisma.location.findMany({ orderBy }),
      prisma.room.findMany({ orderBy: { name: 'asc' } }),
      prisma.openingHours.findMany(),
    ])
    const longest = longestVisits(hours)
    return {
      status: 200,
      body: {
        departments: departments.map(named),
        services: services.map((service) => ({
          ...named(service),
          documents: unlisted(TranslatedList.parse(service.documents)),
        })),
        tooLong: services
          .filter(({ departmentId, units }) => units > (longest.get(departmentId) ?? units))
          .map(({ id }) => id),
        locations: locations.map(named),
        rooms,
      },
    }
  },
})

function named<Row extends { name: unknown }>(row: Row): Omit<Row, 'name'> & { name: Translated } {
  return { ...row, name: Translated.parse(row.name) }
}
