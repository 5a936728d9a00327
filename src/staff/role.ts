import { z } from 'zod'

export const Role = z.enum(['clerk', 'manager', 'administrator', 'auditor'])
export type Role = z.infer<typeof Role>

/** A role and where it holds: without a department or location, in all of them. */
export const Grant = z.object({ role: Role, departmentId: z.string().nullable(), locationId: z.string().nullable() })
export type Grant = z.infer<typeof Grant>
