import { z } from 'zod'
import { changeCapacity as change } from '#appointments/calendar/change-capacity.ts'
import { localTime } from '#appointments/local-time.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { AtOne, Capacity } from './inputs.ts'
import { areSlotsOf, SlotIds } from './own-slots.ts'

export const changeCapacity = defineRoute({
  id: 'change-capacity',
  method: 'POST',
  path: '/slots/capacity',
  summary: 'So many people at once in these slots, all of them or none; never fewer than have an appointment',
  body: z.strictObject({ ...AtOne, slotIds: SlotIds, capacity: Capacity }),
  policy: { roles: ['manager'], scope: 'calendar:write', limitedTo: ({ body }) => body },
  answers: { 200: z.object({ slots: z.int() }) },
  refusals: { 'not-found': 404, 'capacity-too-small': 409, 'time-in-the-past': 409 },
  async run({ body: { slotIds, capacity, departmentId, locationId }, tx, now }) {
    if (!(await areSlotsOf(tx, { slotIds, departmentId, locationId }))) return refuse('not-found')
    const changed = await change(tx, { slotIds, capacity, now })
    switch (changed.outcome) {
      case 'changed': {
        const { slots } = changed
        return { status: 200, body: { slots }, audit: { facts: { departmentId, locationId, slots, capacity } } }
      }
      case 'too-few': {
        const { taken, startsAt } = changed
        return refuse('capacity-too-small', { field: 'capacity', facts: { taken, time: localTime(startsAt) } })
      }
      case 'in-the-past':
        return refuse('time-in-the-past')
      case 'not-found':
        return refuse('not-found')
    }
  },
})
