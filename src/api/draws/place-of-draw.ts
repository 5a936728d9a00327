import { z } from 'zod'
import { findDraw } from '#appointments/draws/draw.ts'
import type { Place } from '#staff/holds.ts'
import type { Desk } from '../desk.ts'

export const drawParams = z.object({ id: z.uuid() })

type Asked = { params: z.output<typeof drawParams>; desk: Desk }

/** What a draw is about; undefined when there is no such draw. */
export async function placeOfDraw({ params: { id }, desk }: Asked): Promise<Place | undefined> {
  const draw = await findDraw(desk.database, id)
  return draw && { departmentId: draw.departmentId, locationId: draw.locationId }
}
