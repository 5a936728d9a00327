import type { Conversations } from '#conversation/conversations.ts'
import type { Incoming } from '#message.ts'
import type { Random } from './random.ts'

/** `count` hears of each delivery whether it was told the same message as the first. */
type Delivering = { talks: Conversations; chance: Random; count(told: { isAsFirst: boolean }): void }
/** Delivers a conversation's updates; `finish` delivers what is still on its way. */
export type Delivery = (parts: Delivering) => { deliver(incoming: Incoming): Promise<void>; finish(): Promise<void> }

export const once: Delivery = ({ talks, count }) => ({
  async deliver(incoming) {
    await talks.receive(incoming)
    count({ isAsFirst: true })
  },
  finish: async () => {},
})

export const repeatedly: Delivery = ({ talks, chance, count }) => {
  let late: { incoming: Incoming; sequence: number | undefined }[] = []

  async function repeat({ incoming, sequence }: (typeof late)[number]): Promise<void> {
    const told = await talks.receive(incoming)
    count({ isAsFirst: !told.fresh && told.sequence === sequence })
  }

  return {
    async deliver(incoming) {
      const due = late.filter(() => chance.chance(0.3))
      late = late.filter((each) => !due.includes(each))
      const repeats = Array.from({ length: chance.below(5) }, () => chance.chance(0.2))
      const atOnce = repeats.filter((isLate) => !isLate).map(() => talks.receive(incoming))
      const [first, ...others] = await Promise.all([talks.receive(incoming), ...atOnce, ...due.map(repeat)])
      const told = [first, ...others.filter((each) => each !== undefined)]
      for (const { sequence } of told) count({ isAsFirst: sequence === first.sequence })
      if (told.filter(({ fresh }) => fresh).length !== 1) count({ isAsFirst: false })
      for (const isLate of repeats) if (isLate) late.push({ incoming, sequence: first.sequence })
    },
    async finish() {
      const order = late.map((each) => ({ each, place: chance.next() })).sort((one, other) => one.place - other.place)
      for (const { each } of order) await repeat(each)
    },
  }
}
