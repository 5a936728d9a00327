import { z } from 'zod'
import { addRoom as add, changeRoom as change, removeRoom as remove } from '#appointments/office-data/rooms.ts'
import type { Place } from '#staff/holds.ts'
import { PlaceId, RowId } from '../calendar/inputs.ts'
import { refuse } from '../problem.ts'
import { defineRoute, type Input } from '../route.ts'
import { changed, changeRefusals, Done } from './answers.ts'
import { RoomBody, Version } from './shapes.ts'

const params = z.object({ id: RowId })

/** A room that every department uses is for who may speak for all of them. */
async function placeOfRoom({
  params: { id },
  desk,
}: Input<{ id: number }, unknown, unknown>): Promise<Place | undefined> {
  const room = await desk.database.prisma.room.findUnique({ where: { id } })
  return room ? { locationId: room.locationId, departmentId: room.departmentId ?? undefined } : undefined
}

const who = { roles: ['manager', 'administrator'], scope: 'office:write' } as const
const refusals = { 'unknown-place': 422, 'room-taken': 409 } as const

export const addRoom = defineRoute({
  id: 'add-room',
  method: 'POST',
  path: '/rooms',
  summary: 'A room that people are called to, as it stands on the door',
  body: z.strictObject({ ...RoomBody, locationId: PlaceId }),
  policy: {
    ...who,
    limitedTo: ({ body: { locationId, departmentId } }) => ({ locationId, departmentId: departmentId ?? undefined }),
  },
  answers: { 200: z.object({ id: z.int() }) },
  refusals,
  async run({ body, tx }) {
    const added = await add(tx, body)
    if (added.outcome === 'unknown-place') return refuse('unknown-place')
    if (added.outcome === 'name-taken') return refuse('room-taken', { field: 'name' })
    return { status: 200, body: { id: added.id }, audit: { subject: `room:${added.id}` } }
  },
})

export const changeRoom = defineRoute({
  id: 'change-room',
  method: 'PUT',
  path: '/rooms/:id',
  summary:
    'What it is called, who uses it, and whether it is offered; the department stays within what the role reaches',
  params,
  body: z.strictObject({ ...RoomBody, version: Version }),
  policy: {
    ...who,
    // Given to another department it leaves what the role of one reaches.
    async limitedTo(input) {
      const place = await placeOfRoom(input)
      return place && (input.body.departmentId ?? undefined) !== place.departmentId
        ? { locationId: place.locationId }
        : place
    },
  },
  answers: { 200: Done },
  refusals: { ...refusals, ...changeRefusals },
  async run({ params: { id }, body, tx }) {
    const result = await change(tx, { id, ...body })
    if (result.outcome === 'unknown-place') return refuse('unknown-place')
    if (result.outcome === 'name-taken') return refuse('room-taken', { field: 'name' })
    return changed(result, `room:${id}`)
  },
})

export const removeRoom = defineRoute({
  id: 'remove-room',
  method: 'POST',
  path: '/rooms/:id/remove',
  summary: 'Removes a room; who was called there before was called there',
  params,
  body: z.strictObject({ version: Version }),
  policy: { ...who, limitedTo: placeOfRoom },
  answers: { 200: Done },
  refusals: changeRefusals,
  run: async ({ params: { id }, body, tx }) => changed(await remove(tx, { id, ...body }), `room:${id}`),
})
