import { z } from 'zod'
import type { Office, Service } from '#appointments/office.ts'
import { refuse } from '../problem.ts'

/** What an appointment is for, and where. */
export const WantedPlace = z.object({ departmentId: z.string(), locationId: z.string(), serviceId: z.string() })
type WantedPlace = z.infer<typeof WantedPlace>

export const placeRefusals = { 'unknown-place': 422, 'unknown-service': 422 } as const

/** The service that is meant, if the office offers it (still). */
export function serviceAt(office: Office, { departmentId, locationId, serviceId }: WantedPlace) {
  const department = office.departments.find(({ id, retired }) => id === departmentId && !retired)
  const isThere = office.locations.some(({ id, retired }) => id === locationId && !retired)
  if (department === undefined || !isThere)
    return refuse('unknown-place', { field: department === undefined ? 'departmentId' : 'locationId' })
  const service: Service | undefined = department.services.find(({ id, retired }) => id === serviceId && !retired)
  return service ?? refuse('unknown-service', { field: 'serviceId' })
}
