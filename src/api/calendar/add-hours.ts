import { z } from 'zod'
import { saveHours } from '#appointments/calendar/save-hours.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { HoursBody, hoursRefusals, savedHours, SavedHoursAnswer, whenOf } from './edit-hours.ts'
import { AtOne, isKnownPlace } from './inputs.ts'

export const addHours = defineRoute({
  id: 'add-hours',
  method: 'POST',
  path: '/hours',
  summary: 'New opening hours of a department at a location: of every such weekday, or of one day in their place',
  body: z.strictObject({ ...AtOne, ...HoursBody }),
  policy: { roles: ['manager'], scope: 'calendar:write', limitedTo: ({ body }) => body },
  answers: { 200: SavedHoursAnswer },
  refusals: hoursRefusals,
  async run({ body: { weekday, day, ...body }, desk, tx, now }) {
    if (!isKnownPlace(desk.office(), body)) return refuse('unknown-place')
    const when = whenOf({ weekday, day })
    if (!when) return refuse('weekday-or-day', { field: 'weekday' })
    return savedHours(await saveHours(tx, { ...body, ...when, now }))
  },
})
