/** `code` is what people write down; it survives moves. `checkInCode` proves at the office that they came. */
export type Appointment = {
  id: string
  code: string
  checkInCode: string
  state: AppointmentState
  departmentId: string
  serviceId: string
  locationId: string
  startsAt: Date
  endsAt: Date
  people: number
  moves: number
  language: string
}

export type AppointmentState = 'booked' | 'cancelled_by_applicant' | 'cancelled_by_office' | 'moved'

/** The columns of an Appointment, of the table or statement called `source`. */
export function appointmentColumns(source: string): string {
  return `${source}.id, ${source}.code, ${source}.check_in_code AS "checkInCode", ${source}.state,
    ${source}.department_id AS "departmentId", ${source}.service_id AS "serviceId", ${source}.location_id AS "locationId",
    ${source}.starts_at AS "startsAt", ${source}.ends_at AS "endsAt", ${source}.people, ${source}.moves, ${source}.language`
}
