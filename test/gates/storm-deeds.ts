import { book } from '#appointments/book.ts'
import { cancel } from '#appointments/cancel.ts'
import { expireHold, findDueHolds } from '#appointments/expire-hold.ts'
import { appointmentsOf } from '#appointments/find.ts'
import { freeTimes } from '#appointments/find-free.ts'
import { hold } from '#appointments/hold.ts'
import { addDays } from '#appointments/local-time.ts'
import { move } from '#appointments/move.ts'
import { openWithCode } from '#appointments/open.ts'
import { release } from '#appointments/release.ts'
import { subscribe } from '#appointments/subscribe.ts'
import { acceptOffer } from '#appointments/waitlist/accept-offer.ts'
import { declineOffer } from '#appointments/waitlist/decline-offer.ts'
import { findDueSeats } from '#appointments/waitlist/find-due.ts'
import { passOn } from '#appointments/waitlist/pass-on.ts'
import type { Database, Tx } from '#database.ts'
import { at, firstDay, keys, now, place, runOut, someone } from '../appointments/small-office.ts'
import type { GateOffice } from './gate-office.ts'
import type { Random } from './random.ts'

export type Deeds = {
  cancel(
    tx: Tx,
    database: Database,
    cancelling: { conversationId: string; code: string; now: Date },
  ): Promise<{ outcome: string }>
}

export const deeds: Deeds = { cancel: (tx, _, cancelling) => cancel(tx, cancelling) }

/** The guard taken out: the seats are given back beside the turn's transaction, in which the appointment ends. */
export const cancelInTwoPieces: Deeds = {
  async cancel(tx, database, { conversationId, code }) {
    const [booked] = await tx.query<{ slot_ids: number[] }>({
      name: 'mutant-find',
      text: `SELECT slot_ids FROM appointment WHERE code = $2 AND conversation_id = $1 AND state = 'booked' FOR UPDATE`,
      values: [conversationId, code],
    })
    if (!booked) return { outcome: 'not-found' }
    // Before it ends: from then on this transaction has the slots locked, because they go to the waitlist.
    await database.query({
      name: 'mutant-release',
      text: 'UPDATE slot SET booked = booked - 1 WHERE id = ANY ($1)',
      values: [booked.slot_ids],
    })
    await tx.query({
      name: 'mutant-cancel',
      text: `UPDATE appointment SET state = 'cancelled_by_applicant', ended_at = now()
             WHERE code = $2 AND conversation_id = $1 AND state = 'booked'`,
      values: [conversationId, code],
    })
    return { outcome: 'cancelled' }
  },
}

/** Somebody else may have cancelled it meanwhile, but nobody leaves it moved to nowhere. */
async function isLost(tx: Tx, code: string): Promise<boolean> {
  const [last] = await tx.query<{ state: string }>({
    name: 'storm-last-state',
    text: "SELECT state FROM appointment WHERE code = $1 ORDER BY state = 'booked' DESC, booked_at DESC LIMIT 1",
    values: [code],
  })
  return last?.state === 'moved'
}

class ThrownAway extends Error {}

/** A crowd that does what people and the clock do; `act` says what came of it, undefined when there was nothing to do it to. */
export function people(conversations: readonly string[], { database }: GateOffice, { cancel: cancelled }: Deeds) {
  const held = new Map<string, string>()
  const owners = new Set<string>()
  const times = ['09:00', '09:20', '09:40', '10:00', '10:20', '10:40', '11:00', '11:20']
  const days = [0, 1, 2].map((day) => addDays(firstDay, day))

  /** A turn, which begins with the conversation's lock. */
  async function turn<T>(
    conversationId: string,
    isThrownAway: boolean,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await database.transaction(async (tx) => {
        await tx.query({
          name: 'storm-lock',
          text: 'SELECT FROM conversation WHERE id = $1 FOR NO KEY UPDATE',
          values: [conversationId],
        })
        const result = await work(tx)
        if (isThrownAway) throw new ThrownAway()
        return result
      })
    } catch (error) {
      if (error instanceof ThrownAway) return undefined
      throw error
    }
  }

  async function act(chance: Random, { isThrownAway }: { isThrownAway: boolean }): Promise<string | undefined> {
    const deed = chance.pick(deedNames)
    const conversationId = chance.pick(candidates(deed))
    const units = chance.pick([1, 1, 2, 4])
    const startsAt = at(chance.pick(times), chance.pick(days))
    const serviceId = `general-${units}`
    const inTurn = <T>(work: (tx: Tx) => Promise<T>) => turn(conversationId, isThrownAway, work)
    const mine = async (tx: Tx) => (await appointmentsOf(tx, { conversationId, now }))[0]

    async function holding(wish = { serviceId, units }): Promise<string> {
      const result = await inTurn((tx) => hold(tx, { ...place, ...wish, conversationId, startsAt, now }))
      if (result?.outcome === 'held') held.set(conversationId, result.hold.id)
      return result?.outcome ?? 'thrown away'
    }

    async function confirming(): Promise<string | undefined> {
      const holdId = held.get(conversationId)
      if (holdId === undefined) return undefined
      // Two conversations each are of one person.
      const name = `Person ${Math.floor(conversations.indexOf(conversationId) / 2)}`
      const result = await inTurn((tx) => book(tx, keys, { ...someone(conversationId, name), holdId }))
      if (result) held.delete(conversationId)
      if (result?.outcome === 'booked') owners.add(conversationId)
      return result?.outcome ?? 'thrown away'
    }

    async function moving(): Promise<string | undefined> {
      const old = await mine(database)
      if (!old) return undefined
      await holding({ serviceId: old.serviceId, units: Number(old.serviceId.at(-1)) })
      const holdId = held.get(conversationId)
      if (holdId === undefined) return 'no time to move to'
      if (chance.chance(0.2)) await runOut(database, conversationId)
      const result = await inTurn(async (tx) => {
        // Another turn may have reserved for another service meanwhile.
        const [fitting] = await tx.query({
          name: 'storm-fitting',
          text: 'SELECT FROM hold WHERE id = $1 AND service_id = $2',
          values: [holdId, old.serviceId],
        })
        if (!fitting) return { outcome: 'no time to move to' as const }
        const moved = await move(tx, { conversationId, holdId, code: old.code, now })
        if (moved.outcome === 'hold-expired' || moved.outcome === 'too-many-moves') {
          return { outcome: (await isLost(tx, old.code)) ? 'move lost the old time' : `move ${moved.outcome}` }
        }
        return moved
      })
      return result?.outcome ?? 'thrown away'
    }

    async function cancelling(): Promise<string | undefined> {
      const old = await mine(database)
      if (!old) return undefined
      const result = await inTurn((tx) => cancelled(tx, database, { conversationId, code: old.code, now }))
      if (result) owners.delete(conversationId)
      return result?.outcome ?? 'thrown away'
    }

    /** Somebody's helper opens the appointment and from then on acts on it too. */
    async function helping(): Promise<string | undefined> {
      const owner = chance.pick(owners.size > 0 ? [...owners] : conversations)
      const [theirs] = await appointmentsOf(database, { conversationId: owner, now })
      if (!theirs) return undefined
      const opening = { conversationId, code: theirs.code, dateOfBirth: '1990-05-17', now }
      const result = await inTurn((tx) => openWithCode(tx, keys, opening))
      if (result?.outcome === 'opened') owners.add(conversationId)
      return result?.outcome ?? 'thrown away'
    }

    async function expiring(): Promise<string> {
      await runOut(database, conversationId)
      for (const due of await findDueHolds(database, { limit: 5 }))
        await turn(due.conversationId, isThrownAway, (tx) => expireHold(tx, due))
      return 'expired'
    }

    /** Whoever has an appointment waits for an earlier one, the others for any. */
    async function wishing(): Promise<string> {
      const old = await mine(database)
      const wish = { departmentId: 'general', serviceId: old?.serviceId ?? serviceId, noticeMinutes: 60 }
      await inTurn((tx) => subscribe(tx, { ...wish, conversationId, appointmentCode: old?.code }))
      return 'wished'
    }

    /** The clock's part, as any of several processes does it; in the evening what nobody wants becomes public. */
    async function passingOn(): Promise<string> {
      const when = chance.pick([now, new Date(now.getTime() + 6 * 60 * 60 * 1000)])
      const due = await findDueSeats(database, { now: when, limit: 50 })
      if (due.length === 0) return 'nothing to offer'
      const freedSeatId = chance.pick(due).id
      const passed = await turn(conversationId, isThrownAway, (tx) =>
        passOn(tx, { freedSeatId, now: when, random: () => 0.5 }),
      )
      return `seat ${passed?.outcome ?? 'thrown away'}`
    }

    async function answering(): Promise<string | undefined> {
      const offer = await database.prisma.offer.findFirst({
        where: { state: 'offered', conversationId: { not: null } },
      })
      if (!offer?.conversationId) return undefined
      const { id: offerId, conversationId: asked } = offer
      const said = { offerId, conversationId: asked, now }
      const answered = await turn(asked, isThrownAway, async (tx) =>
        chance.chance(0.7) ? acceptOffer(tx, said) : declineOffer(tx, { ...said, isEnd: chance.chance(0.2) }),
      )
      if (answered?.outcome === 'held') held.set(asked, answered.hold.id)
      if (answered?.outcome === 'moved') owners.add(asked)
      return `offer ${answered?.outcome ?? 'thrown away'}`
    }

    /** As at the desk: never below what is promised. One slot a statement: several in no order would be a deadlock. */
    async function resizing(): Promise<string> {
      const rows = await database.query({
        name: 'storm-capacity',
        text: `UPDATE slot SET capacity = $2
               WHERE department_id = 'general' AND location_id = 'neuss' AND starts_at = $1 AND booked + held <= $2
               RETURNING id`,
        values: [startsAt, chance.pick([3, 4, 5])],
      })
      return rows.length > 0 ? 'capacity changed' : 'capacity kept'
    }

    const releasing = async () => (await inTurn((tx) => release(tx, { conversationId })), 'released')
    const looking = async () => (await freeTimes(database, { ...place, units, day: chance.pick(days), now }), 'looked')

    switch (deed) {
      case 'hold':
        return holding()
      case 'book':
        return confirming()
      case 'move':
        return moving()
      case 'cancel':
        return cancelling()
      case 'help':
        return helping()
      case 'expire':
        return expiring()
      case 'resize':
        return resizing()
      case 'release':
        return releasing()
      case 'look':
        return looking()
      case 'wish':
        return wishing()
      case 'pass on':
        return passingOn()
      case 'answer':
        return answering()
    }
  }

  /** Those who have what the deed is done to, as far as is known here: others did it at the same moment. */
  function candidates(deed: (typeof deedNames)[number]): readonly string[] {
    if (deed === 'book' && held.size > 0) return [...held.keys()]
    if ((deed === 'move' || deed === 'cancel') && owners.size > 0) return [...owners]
    return conversations
  }

  return { act }
}

const deedNames = [
  ...(['hold', 'hold', 'hold', 'book', 'book', 'book', 'move', 'move', 'cancel', 'cancel'] as const),
  ...(['help', 'expire', 'resize', 'release', 'look'] as const),
  ...(['wish', 'pass on', 'pass on', 'pass on', 'answer', 'answer'] as const),
] as const
