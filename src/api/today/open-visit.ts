import type { z } from 'zod'
import type { OpenVisit } from '#appointments/attendance/unrecorded.ts'
import { visitState } from '../visits/visit-shape.ts'
import type { OpenVisitShape } from './day-shape.ts'

/** As it goes over the wire. */
export function openVisit({ answer, answeredAt, person, ...visit }: OpenVisit): z.infer<typeof OpenVisitShape> {
  return { ...visitState(visit), answer, answeredAt: answeredAt?.toISOString() ?? null, person: person ?? null }
}
