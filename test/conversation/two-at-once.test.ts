import { afterAll, beforeAll, expect, it } from 'vitest'
import { openOffice } from '../stories/open-office.ts'

let office: Awaited<ReturnType<typeof openOffice>>
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

it('understands two messages that come at once after everything was deleted', async () => {
  for (let round = 0; round < 10; round++) {
    const { conversationId } = await office.conversations.create({ channel: 'webchat', address: `dl_${round}` })
    await office.database.query({
      name: 'test-forget-key',
      text: `WITH talk AS (UPDATE conversation SET data_key_id = NULL, answers = NULL WHERE id = $1 RETURNING id)
             SELECT id FROM talk`,
      values: [conversationId],
    })
    const say = (text: string) =>
      office.conversations.receive({
        address: { channel: 'webchat', conversationId },
        key: `${conversationId}:${text}`,
        act: { kind: 'text', text },
        echo: { text },
      })
    await Promise.all([say('Deutsch'), say('Українська'), say('English')])
    const log = await office.conversations.log(conversationId, 0)
    expect(log.filter(({ from }) => from === 'person')).toHaveLength(3)
  }
})
