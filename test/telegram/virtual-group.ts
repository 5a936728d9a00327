import type { Chat, Place } from './chats.ts'
import type { Update } from './updates.ts'

type World = {
  chatOf(id: number, place: Place): Chat
  queue: { push(chat: number, content: Record<string, unknown>): Update }
}

type Group = Partial<Place> & { id: number; bot: object }

/** A group or a channel, as those who put the bot there. */
export function virtualGroup(world: World, { id, type = 'supergroup', title = 'Nachbarn', bot }: Group) {
  const place: Place = { id, type, title }
  const chat = world.chatOf(id, place)
  const date = () => Math.floor(Date.now() / 1000)
  const someone = (language_code?: string) => ({
    id: 7,
    is_bot: false,
    first_name: 'Probe',
    ...(language_code !== undefined && { language_code }),
  })

  return {
    id,
    get hasLeft(): boolean {
      return chat.hasLeft
    },
    /** What the bot said there. */
    get texts(): string[] {
      return chat.messages.map(({ text }) => text)
    },
    /** Somebody puts the bot there, or lets it do more or less. */
    adds(status: string, { language, ...rights }: { language?: string; is_member?: boolean } = {}): Update {
      chat.hasLeft = false
      return world.queue.push(id, {
        my_chat_member: {
          chat: place,
          from: someone(language),
          date: date(),
          old_chat_member: { status: 'left', user: bot },
          new_chat_member: { status, user: bot, ...rights },
        },
      })
    },
    /** In a channel nobody in particular speaks. */
    says(text: string, language?: string): Update {
      const message = { message_id: chat.number(), chat: place, date: date(), text }
      return world.queue.push(
        id,
        type === 'channel' ? { channel_post: message } : { message: { ...message, from: someone(language) } },
      )
    },
  }
}
