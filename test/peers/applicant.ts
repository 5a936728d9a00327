import { randomInt } from 'node:crypto'

/** What somebody nobody has booked for yet types, where typing is needed. */
export function newApplicant(): Record<string, string> {
  const letters = Array.from({ length: 8 }, () => 'abcdefghijklmnoprstuvz'[randomInt(22)]).join('')
  return { name: `Olena Petrenko-${letters}`, dateOfBirth: '14.03.1987' }
}
