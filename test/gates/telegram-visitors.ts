import { setTimeout } from 'node:timers/promises'
import type { Database } from '#database.ts'
import type { FakeBotApi } from '../telegram/fake-bot-api.ts'
import type { VirtualUser } from '../telegram/virtual-user.ts'
import { type Random, random } from './random.ts'
import { nameOf } from './visitor.ts'

/** People who press and type as long as they are let, whatever happens between them and the office. */
export function visitors(fake: FakeBotApi, count: number) {
  const updates = new Set<number>()
  const chats = new Map<number, number>()
  let isOver = false

  async function visit(number: number): Promise<void> {
    const chance = random(number)
    const user = fake.user({ language_code: 'de' })
    chats.set(user.id, number)
    let answered = ''
    let silent = 0
    while (!isOver) {
      await setTimeout(20 + chance.below(60))
      const shown = JSON.stringify(user.sees.at(-1) ?? '')
      // Somebody who hears nothing writes again.
      if (shown === answered && silent++ < 60) continue
      silent = 0
      answered = shown
      updates.add(act(user, number, chance).update_id)
    }
  }

  function act(user: VirtualUser, number: number, chance: Random) {
    const last = user.sees.at(-1)
    if (!last) return user.sends('/start')
    if (last.text.includes('Wie heißt die Person')) return user.sends(nameOf(number))
    if (last.text.includes('Wann ist diese Person geboren')) return user.sends('24.08.1991')
    const forward = last.keyboard
      .flat()
      .flatMap(({ callback_data: data }) => (data !== undefined && !data.startsWith('page:') ? [data] : []))
      .filter((data) => !/^menu:(erase|language|code|webchat|telegram|subscribe|change)/.test(data))
    const ahead = forward.filter((data) => !data.startsWith('menu:'))
    if (forward.length === 0) return user.sends('/menu')
    return user.presses(ahead.length > 0 && chance.chance(0.9) ? chance.pick(ahead) : chance.pick(forward))
  }

  const ended = Promise.all(Array.from({ length: count }, (_, number) => visit(number)))
  return {
    updates,
    chats,
    async leave() {
      isOver = true
      await ended
    },
  }
}

export type Visitors = ReturnType<typeof visitors>

/** Until nothing is on its way; false when nothing has moved for so many seconds. */
export async function settled(fake: FakeBotApi, database: Database, seconds: number): Promise<boolean> {
  let waiting = Number.POSITIVE_INFINITY
  for (let until = Date.now() + seconds * 1000; Date.now() < until; await setTimeout(100)) {
    const [row] = await database.query<{ unsent: number }>({
      name: 'gate-unsent',
      text: "SELECT count(*) AS unsent FROM message WHERE status IN ('queued', 'sending')",
      values: [],
    })
    const left = (row?.unsent ?? 0) + fake.queue.pending
    if (left === 0) return true
    // After many kills much waits, and Telegram takes 30 a second: what moves is not stuck.
    if (left < waiting) until = Date.now() + seconds * 1000
    waiting = Math.min(waiting, left)
  }
  return false
}

/** What became of everything that the visitors did and were told. */
export async function account(fake: FakeBotApi, database: Database, { updates, chats }: Visitors) {
  const inbox = await database.query<{ key: string }>({ name: 'gate-inbox', text: 'SELECT key FROM inbox', values: [] })
  const taken = new Set(inbox.map(({ key }) => Number(key.slice(key.lastIndexOf(':') + 1))))
  const lost = [...updates].filter((id) => !taken.has(id)).length
  const messages = await database.query<{ address: string; external_id: string | null; status: string }>({
    name: 'gate-messages',
    text: `SELECT c.address, m.external_id, m.status FROM message m JOIN conversation c ON c.id = m.conversation_id
           WHERE m.direction = 'sent'`,
    values: [],
  })
  const known = new Set(messages.map(({ address, external_id: id }) => `${address} ${id}`))
  const doubled = [...chats.keys()].flatMap((chat) =>
    fake.chatOf(chat).messages.filter(({ id }) => !known.has(`${chat} ${id}`)),
  ).length
  const unsent = messages.filter(({ status }) => status !== 'delivered').length
  const [row] = await database.query<{ count: number }>({
    name: 'gate-booked-twice',
    text: `SELECT count(*) FROM (
             SELECT conversation_id, department_id FROM appointment WHERE state = 'booked' GROUP BY 1, 2 HAVING count(*) > 1
           ) AS twice`,
    values: [],
  })
  return { updates: updates.size, lost, messages: messages.length, unsent, doubled, twice: row?.count ?? 0 }
}
