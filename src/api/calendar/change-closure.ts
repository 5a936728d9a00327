import { z } from 'zod'
import { findClosure, saveClosure } from '#appointments/calendar/save-closure.ts'
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
  async run({ params: { id }, body: { version, ...body }, tx, now }) {
    const former = await findClosure(tx, id)
    if (!former) return refuse('not-found')
    const { departmentId, locationId } = former
    const wish = { departmentId, locationId, ...body, former: { id, version }, now }
    return savedClosure(await saveClosure(tx, wish))
  },
})
