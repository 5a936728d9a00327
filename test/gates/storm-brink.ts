import { setTimeout } from 'node:timers/promises'
import { book } from '#appointments/book.ts'
import { check } from '#appointments/check.ts'
import { expireHold } from '#appointments/expire-hold.ts'
import { hold } from '#appointments/hold.ts'
import { addDays } from '#appointments/local-time.ts'
import { at, firstDay, keys, now, oneUnit, someone } from '../appointments/small-office.ts'
import { type GateOffice, inParallel, invite } from './gate-office.ts'
import { random } from './random.ts'

/** Confirms that arrive within 50 ms of the moment at which the hold runs out, while the clock's sweep runs too. */
export async function brinkOfExpiry(
  { database }: GateOffice,
  { confirms, connections }: { confirms: number; connections: number },
) {
  const chance = random(50)
  const outcomes = { booked: 0, refused: 0, 'both booked and expired': 0, neither: 0 }
  const day = addDays(firstDay, 4)
  if (confirms > 0) await addRoom()

  await inParallel(await invite(database, confirms, 'brink'), Math.floor(connections / 4), async (conversationId) => {
    const result = await hold(database, { ...oneUnit, conversationId, startsAt: at('09:00', day), now })
    if (result.outcome !== 'held') throw new Error('There is no room on the brink')
    const holdId = result.hold.id
    await database.prisma
      .$executeRaw`UPDATE hold SET expires_at = clock_timestamp() + interval '80 ms' WHERE id = ${holdId}::uuid`
    const confirm = async () => {
      await setTimeout(30 + chance.below(100))
      return database.transaction((tx) => book(tx, keys, { ...someone(conversationId), holdId }))
    }
    const sweep = async () => {
      for (let tries = 0; tries < 40; tries++) {
        const expired = await database.transaction((tx) => expireHold(tx, { conversationId, holdId }))
        if (expired) return true
        await setTimeout(10)
      }
      return false
    }
    const [confirmed, isSwept] = await Promise.all([confirm(), sweep()])
    if (confirmed.outcome === 'booked') outcomes[isSwept ? 'both booked and expired' : 'booked']++
    else outcomes.refused++
    // A refusal by the clock gives the hold back itself, or the sweep did.
    if (confirmed.outcome !== 'booked' && (await database.prisma.hold.count({ where: { conversationId } })) > 0)
      outcomes.neither++
  })

  const { booked, refused, ...failures } = outcomes
  const { findings } = await check(database)
  return {
    figures: { 'confirms within 50 ms of expiry': confirms, 'of these booked': booked, 'of these refused': refused },
    failures: { ...failures, 'findings after them': findings.length },
  }

  async function addRoom(): Promise<void> {
    await database.prisma.slot.create({
      data: { departmentId: 'general', locationId: 'neuss', startsAt: at('09:00', day), minutes: 20, capacity: 10_000 },
    })
  }
}
