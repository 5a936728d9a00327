import { z } from 'zod'

/** A freed time. `code` is of the appointment that has it now, or of whoever is being asked. `publicAt`: not before then. */
export const FreedShape = z.object({
  id: z.uuid(),
  departmentId: z.string(),
  serviceId: z.string(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  freedAt: z.iso.datetime(),
  cause: z.enum(['cancelled_by_applicant', 'cancelled_by_office', 'moved']),
  state: z.enum(['waiting', 'offered', 'accepted', 'public', 'taken_back', 'lapsed']),
  publicAt: z.iso.datetime().nullable(),
  settledAt: z.iso.datetime().nullable(),
  asked: z.int(),
  isTaken: z.boolean(),
  isAttended: z.boolean(),
  code: z.string().nullable(),
  /** `isForOffice`: nobody can write to this person; call and answer for them. */
  offer: z.object({ id: z.uuid(), expiresAt: z.iso.datetime(), isForOffice: z.boolean() }).nullable(),
})

/** Somebody who waits. `code` and `startsAt` are of the appointment that they want earlier. */
export const WaitingShape = z.object({
  id: z.uuid(),
  departmentId: z.string(),
  serviceId: z.string().nullable(),
  isAnywhere: z.boolean(),
  until: z.iso.date().nullable(),
  noticeMinutes: z.int(),
  since: z.iso.datetime(),
  code: z.string().nullable(),
  startsAt: z.iso.datetime().nullable(),
  offers: z.int(),
  way: z.enum(['chat', 'call', 'none']),
})

/** `settled`: freed times that are past; the rate is `attended` of them. `taken`: somebody's again. */
export const RefillShape = z.object({ freed: z.int(), settled: z.int(), taken: z.int(), attended: z.int() })
