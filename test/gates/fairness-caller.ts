import { randomUUID } from 'node:crypto'
import type { Conversations } from '#conversation/conversations.ts'
import type { Act, ChannelName, Question } from '#message.ts'

export type Person = { name: string; born: string }

const longest = 30

/** Somebody who presses what comes first and answers who comes, on either channel as people do there. */
export async function fairnessCaller(talks: Conversations, channel: ChannelName, known?: string) {
  const { conversationId } = known ? { conversationId: known } : await talks.create({ channel, address: randomUUID() })
  const address = { conversationId, channel }
  let after = 0

  /** The question that is open after an act, if one was asked. */
  async function act(what: Act): Promise<Omit<Question, 'text'> | undefined> {
    await talks.receive({ address, key: `${conversationId}:${randomUUID()}`, act: what })
    const log = await talks.log(conversationId, after)
    after = log.at(-1)?.sequence ?? after
    return log.flatMap((entry) => (entry.from === 'office' ? (entry.message.question ?? []) : [])).at(-1)
  }

  const press = (value: string) => act({ kind: 'press', value })

  /** From one choice of the menu to the menu again. */
  async function goThrough(task: string, { name, born }: Person): Promise<void> {
    let open = await press(task)
    for (let turns = 0; open && open.step !== 'menu'; turns++) {
      if (turns > longest) throw new Error(`There is no way out of ${open.step}`)
      open = await answer(open, { name, born })
    }
  }

  async function answer(open: Omit<Question, 'text'>, { name, born }: Person) {
    const forward = open.choices.filter(({ aside }) => aside !== true)
    if (open.form) {
      const confirms = open.form.books?.reference
      return act({ kind: 'form', name, dateOfBirth: born, people: 1, ...(confirms && { confirms }) })
    }
    if (open.step === 'name') return act({ kind: 'text', text: name })
    if (open.step === 'dateOfBirth') return act({ kind: 'text', text: born })
    // Whoever has a lot in this talk enters somebody else.
    const another = forward.find(({ value }) => value === 'lot:new')
    // With nothing left to choose there is nothing to be had.
    return press(another?.value ?? forward[0]?.value ?? 'menu:stop')
  }

  if (!known) await press('language:en')
  return {
    conversationId,
    presses: press,
    enters: (person: Person) => goThrough('menu:draw', person),
    books: (person: Person) => goThrough('menu:book', person),
  }
}
