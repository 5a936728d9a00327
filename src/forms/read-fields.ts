import { z } from 'zod'
import { mostPeople } from '#conversation/steps/people.ts'
import { readBirthday } from '#conversation/understanding/birthday.ts'
import { readCount } from '#conversation/understanding/count.ts'
import { readName } from '#conversation/understanding/name.ts'
import type { Act, FormLink } from '#message.ts'
import type { Language, Speak } from '#texts.ts'

/** What was typed, as it was typed: it is shown again beside what is wrong with it. */
export const Fields = z.object({
  name: z.string().catch(''),
  birthday: z.string().catch(''),
  people: z.string().catch(''),
  /** Its button: the reference of what is booked with it. */
  confirms: z.string().optional().catch(undefined),
})
export type Fields = z.infer<typeof Fields>

/** The sentence that says what is wrong with a field. */
export type Errors = { [Field in Exclude<keyof Fields, 'confirms'>]?: string }

type Reading = { act: Act & { kind: 'form' } } | { errors: Errors }

/** Reads a page as the chat reads the same answers: "24 серпня 1991" and Arabic digits are dates here too. */
export function readFields(
  fields: Fields,
  { asks, language, today, speak }: { asks: FormLink['asks']; language: Language; today: string; speak: Speak },
): Reading {
  const t = speak(language)
  const born = readBirthday(fields.birthday, { language, today })
  const birthday = 'refused' in born && t(`step.dateOfBirth.${born.refused}`)
  if (asks === 'birthday') {
    return 'day' in born
      ? { act: { kind: 'form', dateOfBirth: born.day } }
      : { errors: { ...(birthday && { birthday }) } }
  }
  const named = readName(fields.name)
  const name = 'refused' in named && t(`step.name.${named.refused}`)
  const count = readCount(fields.people, language)
  const confirmed = fields.confirms === undefined ? {} : { confirms: fields.confirms }
  const isCount = count !== undefined && count >= 1 && count <= mostPeople
  if ('name' in named && 'day' in born && isCount)
    return { act: { kind: 'form', name: named.name, dateOfBirth: born.day, people: count, ...confirmed } }
  const people = !isCount && t('step.people.again')
  return { errors: { ...(name && { name }), ...(birthday && { birthday }), ...(people && { people }) } }
}
