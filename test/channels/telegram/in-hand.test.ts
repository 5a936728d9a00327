import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { updatesInHand } from '#channels/telegram/in-hand.ts'
import type { Update } from '#channels/telegram/read-update.ts'

function update(update_id: number, chat = update_id): Update {
  return { update_id, message: { message_id: 1, chat: { id: chat, type: 'private' }, from: undefined, text: 'Hilfe' } }
}

/** Work that ends when it is told to. */
function hands() {
  const begun: number[] = []
  const ends = new Map<number, () => void>()
  const inHand = updatesInHand(({ update_id }) => {
    begun.push(update_id)
    return new Promise<void>((resolve) => ends.set(update_id, resolve))
  })
  return {
    ...inHand,
    begun,
    async receive(...batch: Update[]) {
      const fresh = inHand.receive(batch).map(({ update_id }) => update_id)
      await setImmediate()
      return fresh
    },
    async ends(...ids: number[]) {
      for (const id of ids) ends.get(id)?.()
      await setImmediate()
    },
  }
}

it('confirms nothing before the first that is not committed', async () => {
  const telegram = hands()
  expect(telegram.offset()).toBeUndefined()
  await telegram.receive(update(5), update(6), update(7))
  expect(telegram.offset()).toBe(5)
  await telegram.ends(6, 7)
  expect(telegram.offset()).toBe(5)
  await telegram.ends(5)
  expect(telegram.offset()).toBe(8)
  expect(telegram.isEmpty()).toBe(true)
})

it('takes what comes while another one is still being worked on, and nothing twice', async () => {
  const telegram = hands()
  await telegram.receive(update(5), update(6))
  await telegram.ends(6)
  expect(await telegram.receive(update(5), update(6), update(7))).toEqual([7])
  expect(telegram.begun).toEqual([5, 6, 7])
  await telegram.ends(5)
  expect(telegram.offset()).toBe(7)
  expect(await telegram.receive(update(7), update(8))).toEqual([8])
  await telegram.ends(7, 8)
  expect(telegram.offset()).toBe(9)
  // Nothing new has come: the same place is asked for.
  await telegram.receive()
  expect(telegram.offset()).toBe(9)
})

it('keeps the order within a chat, and lets others pass', async () => {
  const telegram = hands()
  await telegram.receive(update(5, 1), update(6, 1), update(7, 2))
  expect(telegram.begun).toEqual([5, 7])
  await telegram.receive(update(5, 1), update(6, 1), update(7, 2), update(8, 1))
  expect(telegram.begun).toEqual([5, 7])
  await telegram.ends(5)
  expect(telegram.begun).toEqual([5, 7, 6])
  await telegram.ends(6)
  expect(telegram.begun).toEqual([5, 7, 6, 8])
})

it('follows the numbers when they begin anew after a quiet week', async () => {
  const telegram = hands()
  await telegram.receive(update(900))
  await telegram.ends(900)
  expect(telegram.offset()).toBe(901)
  await telegram.receive(update(12))
  expect(telegram.offset()).toBe(12)
  await telegram.ends(12)
  expect(telegram.offset()).toBe(13)
})
