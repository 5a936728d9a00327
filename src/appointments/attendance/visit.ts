import { type Appointment, appointmentColumns } from '../appointment.ts'

/** An appointment with how far it has got at the office, and what is known of it afterwards. */
export type Visit = Appointment &
  Standing & {
    applicantId: string | null
    conversationId: string | null
    /** When the person said, reminded, that they will come. */
    comingAt: Date | null
  }

/** What the records of a visit, one after the other, come to. `calledAt` is the last time, also of one who was put back. */
export type Standing = {
  presence: Presence
  attendance: Attendance
  source: AttendanceSource | null
  arrivedAt: Date | null
  calledAt: Date | null
  calledBy: string | null
  room: string | null
}

export type Presence = 'expected' | 'arrived' | 'called' | 'with_clerk' | 'done'
export type Attendance = 'unrecorded' | 'attended' | 'no_show'
export type AttendanceSource = 'check_in_code' | 'clerk' | 'applicant' | 'legacy_timer_or_click'

/** The columns of a Visit, of the table or statement called `source`. */
export function visitColumns(source: string): string {
  return `${appointmentColumns(source)}, ${source}.presence, ${source}.attendance, ${source}.source,
    ${source}.arrived_at AS "arrivedAt", ${source}.called_at AS "calledAt", ${source}.called_by AS "calledBy",
    ${source}.room, ${source}.applicant_id AS "applicantId", ${source}.conversation_id AS "conversationId",
    ${source}.coming_at AS "comingAt"`
}
