import { z } from 'zod'
import { inUse, Translated } from '#appointments/office.ts'
import { Language } from '#texts.ts'
import { defineRoute } from '../route.ts'
import { isWithinReach, peopleRoles } from './within-reach.ts'

const Named = z.object({ id: z.string(), name: Translated })

export const listBookable = defineRoute({
  id: 'list-bookable',
  method: 'GET',
  path: '/bookable',
  summary:
    'What appointments can be made for, and where, by whoever asks; and the languages that applicants are spoken to',
  policy: { roles: peopleRoles, scope: 'people:read', limitedTo: 'anywhere' },
  answers: {
    200: z.object({
      departments: z.array(Named.extend({ services: z.array(Named), locations: z.array(Named) })),
      languages: z.array(Language),
    }),
  },
  async run({ principal, desk }) {
    const office = desk.office()
    const departments = inUse(office.departments).flatMap(({ id, name, services }) => {
      const locations = inUse(office.locations).filter((location) =>
        isWithinReach(principal, { departmentId: id, locationId: location.id }),
      )
      return locations.length === 0 ? [] : { id, name, services: inUse(services), locations }
    })
    return { status: 200, body: { departments, languages: Language.options } }
  },
})
