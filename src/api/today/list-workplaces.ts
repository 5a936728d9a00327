import { z } from 'zod'
import { Translated, TranslatedList } from '#appointments/office.ts'
import { defineRoute } from '../route.ts'
import { visibleDepartments } from './visible-departments.ts'

export const listWorkplaces = defineRoute({
  id: 'list-workplaces',
  method: 'GET',
  path: '/workplaces',
  summary: 'Where the person works: locations with their rooms and departments, and what visits there are for',
  policy: { roles: ['clerk', 'manager'], scope: 'visits:read', limitedTo: 'anywhere' },
  answers: {
    200: z.object({
      locations: z.array(
        z.object({
          id: z.string(),
          name: Translated,
          departmentIds: z.array(z.string()),
          rooms: z.array(z.object({ name: z.string(), departmentId: z.string().nullable() })),
        }),
      ),
      departments: z.array(z.object({ id: z.string(), name: Translated })),
      services: z.array(
        z.object({ id: z.string(), departmentId: z.string(), name: Translated, documents: TranslatedList }),
      ),
    }),
  },
  async run({ principal, desk }) {
    const office = desk.office()
    const rooms = await desk.database.prisma.room.findMany({ where: { retired: false }, orderBy: { name: 'asc' } })
    const locations = office.locations.flatMap(({ id, name }) => {
      const visible = visibleDepartments(principal, { office, locationId: id })
      if (visible.outcome !== 'visible') return []
      const { departmentIds } = visible
      return {
        id,
        name,
        departmentIds,
        rooms: rooms.filter(
          ({ locationId, departmentId }) =>
            locationId === id && (departmentId === null || departmentIds.includes(departmentId)),
        ),
      }
    })
    const seen = new Set(locations.flatMap(({ departmentIds }) => departmentIds))
    const departments = office.departments.filter(({ id }) => seen.has(id))
    return {
      status: 200,
      body: { locations, departments, services: departments.flatMap(({ services }) => services) },
    }
  },
})
