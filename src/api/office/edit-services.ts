import { z } from 'zod'
import {
  addService as add,
  changeService as change,
  removeService as remove,
} from '#appointments/office-data/services.ts'
import type { Place } from '#staff/holds.ts'
import { PlaceId } from '../calendar/inputs.ts'
import { refuse } from '../problem.ts'
import { defineRoute, type Input } from '../route.ts'
import { AddedId, changed, changeRefusals, Done, removed, removeRefusals } from './answers.ts'
import { ServiceBody, TextId, Version } from './shapes.ts'

async function departmentOfService({
  params: { id },
  desk,
}: Input<{ id: string }, unknown, unknown>): Promise<Place | undefined> {
  const service = await desk.database.prisma.service.findUnique({ where: { id } })
  return service ? { departmentId: service.departmentId } : undefined
}

const who = { roles: ['manager', 'administrator'], scope: 'office:write' } as const

export const addService = defineRoute({
  id: 'add-service',
  method: 'POST',
  path: '/services',
  summary: 'What else a department can be visited for, how long that takes, and what to bring',
  body: z.strictObject({ ...ServiceBody, departmentId: PlaceId }),
  policy: { ...who, limitedTo: ({ body: { departmentId } }) => ({ departmentId }) },
  answers: { 200: AddedId },
  refusals: { 'unknown-place': 422 },
  async run({ body, tx }) {
    const added = await add(tx, body)
    if (added.outcome !== 'added') return refuse('unknown-place', { field: 'departmentId' })
    return { status: 200, body: { id: added.id }, audit: { subject: added.id } }
  },
})

export const changeService = defineRoute({
  id: 'change-service',
  method: 'PUT',
  path: '/services/:id',
  summary: 'Its name and documents in all languages, its duration, its place in the list, and whether it is offered',
  params: TextId,
  body: z.strictObject({ ...ServiceBody, version: Version }),
  policy: { ...who, limitedTo: departmentOfService },
  answers: { 200: Done },
  refusals: changeRefusals,
  run: async ({ params: { id }, body, tx }) => changed(await change(tx, { id, ...body }), id),
})

export const removeService = defineRoute({
  id: 'remove-service',
  method: 'POST',
  path: '/services/:id/remove',
  summary: 'Removes a service that nobody has an appointment for; otherwise it is switched off',
  params: TextId,
  body: z.strictObject({ version: Version }),
  policy: { ...who, limitedTo: departmentOfService },
  answers: { 200: Done },
  refusals: removeRefusals,
  run: async ({ params: { id }, body, tx }) => removed(await remove(tx, { id, ...body }), id),
})
