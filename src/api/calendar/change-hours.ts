import { z } from 'zod'
import { findHours } from '#appointments/calendar/hours-row.ts'
import { saveHours } from '#appointments/calendar/save-hours.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import {
  HoursBody,
  hoursParams,
  hoursRefusals,
  placeOfHours,
  savedHours,
  SavedHoursAnswer,
  whenOf,
} from './edit-hours.ts'

export const changeHours = defineRoute({
  id: 'change-hours',
  method: 'PUT',
  path: '/hours/:kind/:id',
  summary:
    'Other hours in their place; `version` is the one that was read, and days that are open become what they give',
  params: hoursParams,
  body: z.strictObject({ ...HoursBody, version: z.int32() }),
  policy: { roles: ['manager'], scope: 'calendar:write', limitedTo: placeOfHours },
  answers: { 200: SavedHoursAnswer },
  refusals: hoursRefusals,
  async run({ params: { kind, id }, body: { weekday, day, version, ...body }, tx, now }) {
    const when = whenOf({ weekday, day })
    if (!when || 'day' in when !== (kind === 'special')) return refuse('weekday-or-day', { field: 'weekday' })
    const former = await findHours(tx, kind, id)
    if (!former) return refuse('not-found')
    const { departmentId, locationId } = former
    const wish = { departmentId, locationId, ...body, ...when, former: { id, version }, now }
    return savedHours(await saveHours(tx, wish))
  },
})
