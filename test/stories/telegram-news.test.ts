import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadTexts } from '#texts.ts'
import { openOffice } from './open-office.ts'
import { publicUrl, telegramVisitor } from './telegram-visitor.ts'

const t = loadTexts()('de')

let office: Awaited<ReturnType<typeof openOffice>>
beforeAll(async () => {
  office = await openOffice(undefined, { telegram: true, reach: { publicUrl, privateForms: ['telegram'] } })
})
afterAll(() => office.close())

/** The time that this person reserved runs out now. */
async function runsOut(visitor: ReturnType<typeof telegramVisitor>) {
  const [due] = await office.database.query<{ conversationId: string; id: string }>({
    name: 'test-run-out',
    text: `UPDATE hold SET expires_at = now() - interval '1 second'
           WHERE conversation_id = (SELECT id FROM conversation WHERE address = $1)
           RETURNING conversation_id AS "conversationId", id`,
    values: [String(visitor.user.id)],
  })
  if (!due) throw new Error('nothing is held')
  await office.conversations.receive({
    address: { channel: 'telegram', conversationId: due.conversationId },
    key: `hold-expired:${due.id}`,
    act: { kind: 'hold-expired', holdId: due.id },
  })
  await visitor.settle()
}

async function conversationOf({ user }: ReturnType<typeof telegramVisitor>): Promise<string> {
  const where = { channel: 'telegram' as const, address: String(user.id) }
  return (await office.database.prisma.conversation.findFirstOrThrow({ where })).id
}

it('lets the phone ring when the reserved time runs out while somebody is on the page', async () => {
  const visitor = telegramVisitor(office, 'de')
  await visitor.says('/start')
  await visitor.goesToPage()
  const [asked] = visitor.user.sees.slice(-1)
  const edits = asked?.edits
  const woken: string[] = []
  const stopListening = await office.database.listen('outbox', (payload) => woken.push(payload))
  await runsOut(visitor)
  // Nobody waits for it: answers go first. But it goes at once, and not when somebody next looks around.
  expect(woken).toEqual([`${await conversationOf(visitor)} 1`])
  await stopListening()
  const { messages } = await office.database.prisma.conversation.findFirstOrThrow({
    where: { address: String(visitor.user.id) },
    include: { messages: { orderBy: { sequence: 'asc' } } },
  })
  expect(messages.slice(-2).map(({ priority }) => priority)).toEqual([0, 1])
  expect(visitor.last().id).not.toBe(asked?.id)
  expect(visitor.last().text).toContain(t('hold.expired'))
  expect(visitor.buttons().some(({ callback_data: data }) => data?.startsWith('time:'))).toBe(true)
  // The earlier message stays as it was, but for its buttons: only one of the two asks.
  expect(asked?.text).toContain(t('form.applicant', { minutes: 15 }))
  expect(asked?.keyboard).toEqual([])
  expect(asked?.edits).toBe((edits ?? 0) + 1)
  await visitor.goesOnUntil(() => visitor.buttons().some(({ url }) => url))
  await visitor.fillsIn({ name: 'Олена Тест', birthday: '13.11.1977', people: '1' })
  expect(visitor.last().text).toContain(t('card.booked'))
})

it('tells nobody news who blocked the bot', async () => {
  const visitor = telegramVisitor(office, 'de')
  await visitor.says('/start')
  await visitor.goesToPage()
  visitor.user.blocks()
  await visitor.settle()
  const since = visitor.calls().length
  await runsOut(visitor)
  expect(visitor.calls()).toHaveLength(since)
  const { messages } = await office.database.prisma.conversation.findFirstOrThrow({
    where: { address: String(visitor.user.id) },
    include: { messages: { orderBy: { sequence: 'asc' } } },
  })
  expect(messages.at(-1)?.status).toBe('unreachable')
  // Whoever lets the bot write again, and writes, is answered.
  visitor.user.unblocks()
  await visitor.says('Hilfe')
  expect(visitor.last().text).toContain(t('help'))
})
