import { z } from 'zod'
import {
  addLocation as add,
  changeLocation as change,
  removeLocation as remove,
} from '#appointments/office-data/locations.ts'
import { defineRoute } from '../route.ts'
import { AddedId, changed, changeRefusals, Done, removed, removeRefusals } from './answers.ts'
import { LocationBody, TextId, Version } from './shapes.ts'

const whole = { roles: ['administrator'], scope: 'office:write', limitedTo: () => ({}) } as const

export const addLocation = defineRoute({
  id: 'add-location',
  method: 'POST',
  path: '/locations',
  summary: 'A new location; nothing opens there until departments have hours there',
  body: z.strictObject(LocationBody),
  policy: whole,
  answers: { 200: AddedId },
  async run({ body, tx }) {
    const { id } = await add(tx, body)
    return { status: 200, body: { id }, audit: { subject: id } }
  },
})

export const changeLocation = defineRoute({
  id: 'change-location',
  method: 'PUT',
  path: '/locations/:id',
  summary: 'Its name in all languages, its address, and whether appointments are offered there',
  params: TextId,
  body: z.strictObject({ ...LocationBody, version: Version }),
  policy: {
    roles: ['manager', 'administrator'],
    scope: 'office:write',
    limitedTo: async ({ params: { id }, desk }) =>
      (await desk.database.prisma.location.count({ where: { id } })) > 0 ? { locationId: id } : undefined,
  },
  answers: { 200: Done },
  refusals: changeRefusals,
  run: async ({ params: { id }, body, tx }) => changed(await change(tx, { id, ...body }), id),
})

export const removeLocation = defineRoute({
  id: 'remove-location',
  method: 'POST',
  path: '/locations/:id/remove',
  summary: 'Removes a location that nothing hangs on; otherwise it is switched off',
  params: TextId,
  body: z.strictObject({ version: Version }),
  policy: whole,
  answers: { 200: Done },
  refusals: removeRefusals,
  run: async ({ params: { id }, body, tx }) => removed(await remove(tx, { id, ...body }), id),
})
