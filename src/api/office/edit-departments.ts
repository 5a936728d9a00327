import { z } from 'zod'
import {
  addDepartment as add,
  changeDepartment as change,
  removeDepartment as remove,
} from '#appointments/office-data/departments.ts'
import { defineRoute } from '../route.ts'
import { AddedId, changed, changeRefusals, Done, removed, removeRefusals } from './answers.ts'
import { DepartmentBody, TextId, Version } from './shapes.ts'

/** A department more or less changes what everybody's role is about: that is for who administers everything. */
const whole = { roles: ['administrator'], scope: 'office:write', limitedTo: () => ({}) } as const

export const addDepartment = defineRoute({
  id: 'add-department',
  method: 'POST',
  path: '/departments',
  summary: 'A new department; it opens nothing until it has services and hours',
  body: z.strictObject(DepartmentBody),
  policy: whole,
  answers: { 200: AddedId },
  async run({ body, tx }) {
    const { id } = await add(tx, body)
    return { status: 200, body: { id }, audit: { subject: id } }
  },
})

export const changeDepartment = defineRoute({
  id: 'change-department',
  method: 'PUT',
  path: '/departments/:id',
  summary: 'Its name in all languages, its place in the list, and whether it is offered',
  params: TextId,
  body: z.strictObject({ ...DepartmentBody, version: Version }),
  policy: {
    roles: ['manager', 'administrator'],
    scope: 'office:write',
    limitedTo: async ({ params: { id }, desk }) =>
      (await desk.database.prisma.department.count({ where: { id } })) > 0 ? { departmentId: id } : undefined,
  },
  answers: { 200: Done },
  refusals: changeRefusals,
  run: async ({ params: { id }, body, tx }) => changed(await change(tx, { id, ...body }), id),
})

export const removeDepartment = defineRoute({
  id: 'remove-department',
  method: 'POST',
  path: '/departments/:id/remove',
  summary: 'Removes a department that nothing hangs on; otherwise it is switched off',
  params: TextId,
  body: z.strictObject({ version: Version }),
  policy: whole,
  answers: { 200: Done },
  refusals: removeRefusals,
  run: async ({ params: { id }, body, tx }) => removed(await remove(tx, { id, ...body }), id),
})
