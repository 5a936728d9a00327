import { z } from 'zod'
import { localDay } from '#appointments/local-time.ts'
import type { Applicant } from '#appointments/write-person.ts'
import { readBirthday } from '#conversation/understanding/birthday.ts'
import { readName } from '#conversation/understanding/name.ts'
import type { DeskLanguage } from '#desk-texts.ts'
import { refuse } from '../problem.ts'

/** As it was typed: the date of birth as people write it, "24.8.1991" or "1991-08-24". */
export const TypedApplicant = z.object({
  name: z.string().min(1).max(500),
  dateOfBirth: z.string().trim().min(1).max(100),
})

export const applicantRefusals = {
  'name-empty': 422,
  'name-too-long': 422,
  'name-not-a-name': 422,
  'birthday-impossible': 422,
  'birthday-future': 422,
  'birthday-too-old': 422,
  'birthday-unclear': 422,
} as const

/** Read as the chat reads it: who books in both places is one person. */
export function readApplicant(
  { name, dateOfBirth }: z.infer<typeof TypedApplicant>,
  { language, now }: { language: DeskLanguage; now: Date },
): Applicant | ReturnType<typeof refuse<keyof typeof applicantRefusals>> {
  const named = readName(name)
  if ('refused' in named) return refuse(`name-${named.refused}`, { field: 'name' })
  const born = readBirthday(dateOfBirth, { language, today: localDay(now) })
  if ('refused' in born) return refuse(`birthday-${born.refused}`, { field: 'dateOfBirth' })
  return { name: named.name, dateOfBirth: born.day }
}
