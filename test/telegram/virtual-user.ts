import type { Button, Chat, Shown } from './chats.ts'
import type { Update } from './updates.ts'

export type Who = { id?: number; language_code?: string; first_name?: string }

/** What a user needs of the server: its own side of the same chats. */
type World = {
  chatOf(id: number): Chat
  queue: { push(chat: number, content: Record<string, unknown>): Update; again(update: Update, chat: number): void }
  query(chat: number): string
  wireMessage(chat: number, shown: Shown): object
}

let ids = 5_000_000_000

/** A person with the app, in a private chat with the bot: sees messages as they are after every edit. */
export function virtualUser(world: World, { id = ids++, first_name = 'Probe', language_code }: Who) {
  const chat = world.chatOf(id)
  const from = { id, is_bot: false, first_name, ...(language_code !== undefined && { language_code }) }
  const place = { id, type: 'private', first_name }
  const date = () => Math.floor(Date.now() / 1000)

  function sends(content: string | Record<string, unknown>): Update {
    const said = typeof content === 'string' ? { text: content, ...commandEntity(content) } : content
    return world.queue.push(id, { message: { message_id: chat.number(), from, chat: place, date: date(), ...said } })
  }

  function press(message: Shown, data: string): Update {
    return world.queue.push(id, {
      callback_query: {
        id: world.query(id),
        from,
        chat_instance: String(id),
        message: world.wireMessage(id, message),
        data,
      },
    })
  }

  const self = {
    id,
    sends,
    /** The messages of the bot, oldest first, as they are shown now. */
    get sees(): readonly Shown[] {
      return chat.messages
    },
    /** The lowest message with buttons that can be pressed. */
    get asked(): Shown | undefined {
      return chat.messages.findLast(({ keyboard }) => keyboard.flat().some((button) => button.callback_data))
    },
    /** Presses what bears this label or carries this data, wherever it is shown lowest. */
    presses(label: string): Update {
      const found = chat.messages
        .toReversed()
        .flatMap((message) => message.keyboard.flat().map((button) => ({ message, button })))
        .find(
          ({ button }) =>
            button.callback_data !== undefined && (button.text === label || button.callback_data === label),
        )
      if (!found) throw new Error(`There is no button "${label}" but ${labels(chat.messages.at(-1)).join(' | ')}`)
      return press(found.message, found.button.callback_data ?? '')
    },
    /** An app shows a keyboard for a while after it was edited away, and forged apps send anything. */
    forges(data: string, message: Shown | undefined = chat.messages.at(-1)): Update {
      if (!message) throw new Error('There is no message yet')
      return press(message, data)
    },
    edits(text: string): Update {
      return world.queue.push(id, {
        edited_message: { message_id: chat.number(), from, chat: place, date: date(), edit_date: date(), text },
      })
    },
    repeats(update: Update): void {
      world.queue.again(update, id)
    },
    blocks(): Update {
      chat.isBlocked = true
      return member('kicked')
    },
    unblocks(): Update {
      chat.isBlocked = false
      return member('member')
    },
  }

  function member(status: string): Update {
    const user = { id: 1, is_bot: true, first_name: 'Probe' }
    const was = status === 'member' ? 'kicked' : 'member'
    return world.queue.push(id, {
      my_chat_member: {
        chat: place,
        from,
        date: date(),
        old_chat_member: { status: was, user },
        new_chat_member: { status, user },
      },
    })
  }

  return self
}

export type VirtualUser = ReturnType<typeof virtualUser>

function commandEntity(text: string): object {
  const [command] = /^\/\w+/.exec(text) ?? []
  return command ? { entities: [{ type: 'bot_command', offset: 0, length: command.length }] } : {}
}

function labels(message: Shown | undefined): string[] {
  return message?.keyboard.flat().map(({ text }: Button) => text) ?? []
}
