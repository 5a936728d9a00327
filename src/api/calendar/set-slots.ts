import { z } from 'zod'
import { setSlots as set } from '#appointments/calendar/set-slots.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { AtOne } from './inputs.ts'
import { areSlotsOf, SlotIds } from './own-slots.ts'

export const setSlots = defineRoute({
  id: 'set-slots',
  method: 'POST',
  path: '/slots/state',
  summary: 'Opens single slots or closes them; who has one keeps it',
  body: z.strictObject({ ...AtOne, slotIds: SlotIds, state: z.enum(['open', 'closed']) }),
  policy: { roles: ['manager'], scope: 'calendar:write', limitedTo: ({ body }) => body },
  answers: { 200: z.object({ slots: z.int() }) },
  refusals: { 'not-found': 404 },
  async run({ body: { slotIds, state, departmentId, locationId }, tx }) {
    if (!(await areSlotsOf(tx, { slotIds, departmentId, locationId }))) return refuse('not-found')
    const { slots } = await set(tx, { slotIds, state })
    return { status: 200, body: { slots }, audit: { facts: { departmentId, locationId, slots, state } } }
  },
})
