import type { Fault } from '#staff/judge-password.ts'

/** Why a password is not taken, as refusals of a route. */
export const passwordRefusals = {
  'password-too-short': 422,
  'password-too-long': 422,
  'password-personal': 422,
  'password-breached': 422,
} as const satisfies Record<`password-${Fault}`, number>
