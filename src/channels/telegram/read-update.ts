import { z } from 'zod'
import type { Act, Echo } from '#message.ts'

const From = z.object({ language_code: z.string().optional().catch(undefined) }).optional()
const Chat = z.object({ id: z.int(), type: z.string() })
const Message = z.object({ message_id: z.int(), chat: Chat, from: From, text: z.string().optional() })
const Member = z.object({
  chat: Chat,
  from: From,
  new_chat_member: z.object({ status: z.string(), is_member: z.boolean().optional().catch(undefined) }),
})
const Query = z.object({
  id: z.string(),
  from: From,
  data: z.string().optional(),
  message: z.object({ message_id: z.int(), chat: Chat }).optional(),
})

/** What of an update is read; everything else in it is let go. */
export const Update = z.object({
  update_id: z.int(),
  message: Message.optional(),
  edited_message: Message.optional(),
  channel_post: Message.optional(),
  callback_query: Query.optional(),
  my_chat_member: Member.optional(),
})
export type Update = z.infer<typeof Update>

/** The kinds that Telegram is asked for. */
export const updateKinds = ['message', 'edited_message', 'channel_post', 'callback_query', 'my_chat_member'] as const

type Place = { chat: number; locale?: string }

/**
 * What an update means.
 * - `act`: somebody did something in a private chat; `isFirst` says that it may begin the conversation
 * - `elsewhere`: the bot was put where appointments are nobody else's business
 * - `reachable`: somebody blocked the bot, or lets it write again
 */
export type Reading =
  | ({ kind: 'act'; act: Act; echo: Echo } & Place)
  | ({ kind: 'press'; act: Act & { kind: 'press' }; echo: Echo; query: string; message: number } & Place)
  | ({ kind: 'start'; link: string | undefined; echo: Echo } & Place)
  | ({ kind: 'elsewhere' } & Place)
  | ({ kind: 'reachable'; isReachable: boolean } & Place)
  | { kind: 'ignored'; query?: string }

export function readUpdate({ message, edited_message, channel_post, callback_query, my_chat_member }: Update): Reading {
  if (callback_query) return readQuery(callback_query)
  if (message) return readMessage(message)
  if (edited_message) {
    return edited_message.chat.type === 'private'
      ? { kind: 'act', act: { kind: 'unsupported' }, echo: said(edited_message), ...place(edited_message) }
      : { kind: 'ignored' }
  }
  if (channel_post) return { kind: 'elsewhere', ...place(channel_post) }
  return my_chat_member ? readMember(my_chat_member) : { kind: 'ignored' }
}

function readMessage(message: z.infer<typeof Message>): Reading {
  if (message.chat.type !== 'private') return { kind: 'elsewhere', ...place(message) }
  const { text } = message
  if (text === undefined) return { kind: 'act', act: { kind: 'unsupported' }, echo: said(message), ...place(message) }
  const start = /^\/start(?:@\w+)?(?:\s+([\w-]{1,64}))?\s*$/.exec(text)
  if (start) return { kind: 'start', link: start[1], echo: said(message), ...place(message) }
  return { kind: 'act', act: { kind: 'text', text }, echo: said(message), ...place(message) }
}

function readQuery({ id, data, message, from }: z.infer<typeof Query>): Reading {
  if (!message || data === undefined || message.chat.type !== 'private') return { kind: 'ignored', query: id }
  const { message_id: number } = message
  return {
    kind: 'press',
    act: { kind: 'press', value: data },
    echo: { value: data, clientId: `press:${number}` },
    query: id,
    message: number,
    ...place({ chat: message.chat, from }),
  }
}

function readMember(member: z.infer<typeof Member>): Reading {
  const { status, is_member: isMember } = member.new_chat_member
  // Who may not do everything may be there all the same.
  const isIn = status === 'member' || status === 'administrator' || (status === 'restricted' && isMember === true)
  if (member.chat.type === 'private') return { kind: 'reachable', isReachable: isIn, ...place(member) }
  return isIn ? { kind: 'elsewhere', ...place(member) } : { kind: 'ignored' }
}

/** That something was said, not what: Telegram shows it itself. */
function said({ message_id: number }: z.infer<typeof Message>): Echo {
  return { clientId: `said:${number}` }
}

function place({ chat, from }: { chat: z.infer<typeof Chat>; from?: z.infer<typeof From> }): Place {
  return { chat: chat.id, ...(from?.language_code !== undefined && { locale: from.language_code }) }
}
