import { addDays } from '#appointments/local-time.ts'
import { openDatabase } from '#database.ts'
import { at } from '../appointments/small-office.ts'
import { type AttemptName, attempts as attemptsByName } from './attempt.ts'
import { inParallel } from './gate-office.ts'
import { answer } from './other-process.ts'
import { random } from './random.ts'

/** What one of several processes does: every so-manieth person, in an order of its own. */
export type Share = {
  url: string
  attempts: number
  days: number
  perDay: number
  processes: number
  number: number
  connections: number
  seed: number
  attempt: AttemptName
  firstDay: string
}

export type Counted = { booked: number; refusedWithTimes: number; refusedWithout: number; errors: number }

const share: Share = JSON.parse(process.argv[2] ?? '')
answer(await work(share))

async function work({ url, attempts, days, perDay, processes, number, connections, seed, attempt, firstDay }: Share) {
  const database = openDatabase(url, { connections })
  const chance = random(seed * processes + number)
  const people = Array.from({ length: attempts }, (_, person) => person)
    .filter((person) => person % processes === number)
    .map((person) => ({ person, order: chance.next() }))
    .toSorted((one, other) => one.order - other.order)
  const counted: Counted = { booked: 0, refusedWithTimes: 0, refusedWithout: 0, errors: 0 }
  await inParallel(people, connections, async ({ person }) => {
    // Spread evenly over the slots, so that each has more people than seats.
    const slot = Math.floor(person / processes) % (days * perDay)
    const minutes = 9 * 60 + 20 * (slot % perDay)
    const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
    const startsAt = at(time, addDays(firstDay, Math.floor(slot / perDay)))
    try {
      const outcome = await attemptsByName[attempt](database, { conversationId: `person-${person}`, startsAt })
      if (outcome === 'booked') counted.booked++
      else if (outcome === 'refused with other times') counted.refusedWithTimes++
      else counted.refusedWithout++
    } catch (error) {
      if (counted.errors++ === 0) console.error(error)
    }
  })
  await database.close()
  return counted
}
