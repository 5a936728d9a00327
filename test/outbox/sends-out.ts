import { expect } from 'vitest'
import type { Channel } from '#channels/channel.ts'
import { readConfig } from '#config.ts'
import { createLog } from '#log.ts'
import { outbox } from '#outbox/deliver.ts'
import type { openOffice } from '../stories/open-office.ts'

type Office = Pick<Awaited<ReturnType<typeof openOffice>>, 'database' | 'conversations' | 'clock'>

/** The outbox, to a Telegram that is back, until nothing waits in this conversation. Resolves to the texts that went out there. */
export async function sendsOut(
  { database, conversations, clock }: Office,
  { conversationId: only }: { conversationId: string },
): Promise<string[]> {
  const texts: string[] = []
  const channel: Channel = {
    name: 'telegram',
    prepare: ({ conversationId, message }) => ({
      covers: 1,
      turn: async () => ({ clear: Promise.resolve(), next: async () => true, release: () => {} }),
      hurry: () => {},
      send: async () => {
        if (conversationId === only) texts.push(message.text)
        return { outcome: 'delivered', externalId: '1' }
      },
    }),
  }
  const log = createLog(readConfig({ LOG_LEVEL: 'silent' }))
  const { stop } = outbox({ database, conversations, channel, log, now: () => clock.now })
  const waiting = () =>
    database.prisma.message.count({ where: { conversationId: only, status: { in: ['queued', 'sending'] } } })
  await expect.poll(waiting, { timeout: 15_000 }).toBe(0)
  await stop()
  return texts
}
