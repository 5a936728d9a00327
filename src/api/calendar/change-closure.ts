import { z } from 'zod'
import { saveClosure } from '#appointments/calendar/save-closure.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import {
  ClosureBody,
  closureParams,
  closureRefusals,
  placeOfClosure,
  savedClosure,
  SavedClosureAnswer,
} from './edit-closure.ts'

export const changeClosure = defineRoute({
  id: 'change-closure',
  method: 'PUT',
  path: '/closures/:id',
  summary: 'Another closure in its place; `version` is the one that was read',
  params: closureParams,
  body: z.strictObject({ ...ClosureBody, version: z.int32() }),
  policy: { roles: ['manager'], scope: 'calendar:write', limitedTo: placeOfClosure },
  answers: { 200: SavedClosureAnswer },
  refusals: closureRefusals,
  async run({ params: { id }, body: { version, ...body }, desk, now }) {
    const row = await desk.database.prisma.closure.findUnique({ where: { id } })
    if (!row) return refuse('not-found')
    const { departmentId, locationId } = row
    const wish = { departmentId, locationId, ...body, former: { id, version }, now }
    return savedClosure(await desk.database.transaction((tx) => saveClosure(tx, wish)))
  },
})
