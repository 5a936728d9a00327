import { z } from 'zod'
import type { Office, Service } from '#appointments/office.ts'
import { refuse } from '../problem.ts'

/** What an appointment is for, and where. */
export const WantedPlace = z.object({ departmentId: z.string(), locationId: z.string(), serviceId: z.string() })
type WantedPlace = z.infer<typeof WantedPlace>

export const placeRefusals = { 'unknown-place': 422, 'unknown-service': 422, 'switched-off': 409 } as const

/** The service that is meant, if visits still take place there. One that is switched off itself only keeps what is booked. */
export function serviceAt(office: Office, { departmentId, locationId, serviceId }: WantedPlace) {
  const department = office.departments.find(({ id }) => id === departmentId)
  if (department === undefined) return refuse('unknown-place', { field: 'departmentId' })
  const location = office.locations.find(({ id }) => id === locationId)
  if (location === undefined) return refuse('unknown-place', { field: 'locationId' })
  const service: Service | undefined = department.services.find(({ id }) => id === serviceId)
  if (service === undefined) return refuse('unknown-service', { field: 'serviceId' })
  if (department.retired) return refuse('switched-off', { field: 'departmentId' })
  if (location.retired) return refuse('switched-off', { field: 'locationId' })
  return service
}
