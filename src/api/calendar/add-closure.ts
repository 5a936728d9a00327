import { z } from 'zod'
import { saveClosure } from '#appointments/calendar/save-closure.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { ClosureBody, closureRefusals, savedClosure, SavedClosureAnswer } from './edit-closure.ts'
import { isKnownPlace, PlaceId } from './inputs.ts'

export const addClosure = defineRoute({
  id: 'add-closure',
  method: 'POST',
  path: '/closures',
  summary:
    'Days on which nothing opens; without a department or location in all of them. Nobody may have an appointment then',
  body: z.strictObject({
    departmentId: PlaceId.nullable(),
    locationId: PlaceId.nullable(),
    ...ClosureBody,
  }),
  policy: {
    roles: ['manager'],
    scope: 'calendar:write',
    limitedTo: ({ body: { departmentId, locationId } }) => ({
      departmentId: departmentId ?? undefined,
      locationId: locationId ?? undefined,
    }),
  },
  answers: { 200: SavedClosureAnswer },
  refusals: closureRefusals,
  async run({ body, desk, tx, now }) {
    if (!isKnownPlace(desk.office(), body)) return refuse('unknown-place')
    return savedClosure(await saveClosure(tx, { ...body, now }))
  },
})
