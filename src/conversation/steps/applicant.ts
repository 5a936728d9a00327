import type { Act } from '#message.ts'
import { languageOf, type Talk } from '../talk.ts'
import { readBirthday } from '../understanding/birthday.ts'
import { readName } from '../understanding/name.ts'
import { mostPeople } from './people.ts'

/** Who comes, as a page gave it; undefined when something is missing or could not stand here. */
export function applicantOf(
  talk: Talk,
  { name, dateOfBirth, people }: Omit<Act & { kind: 'form' }, 'kind'>,
): { name: string; dateOfBirth: string; people: number } | undefined {
  const named = readName(name ?? '')
  const born = readBirthday(dateOfBirth ?? '', { language: languageOf(talk), today: talk.today })
  const isCount = people !== undefined && Number.isInteger(people) && people >= 1 && people <= mostPeople
  return 'name' in named && 'day' in born && isCount ? { name: named.name, dateOfBirth: born.day, people } : undefined
}
