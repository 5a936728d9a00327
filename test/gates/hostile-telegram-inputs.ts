import type { Update } from '../telegram/updates.ts'
import type { VirtualUser } from '../telegram/virtual-user.ts'
import { forgedValue } from './hostile-inputs.ts'
import { randomText } from './hostile-strings.ts'
import type { Random } from './random.ts'

/** Something that an app, a forged app or Telegram itself may bring; it is to be answered in the chat or passed over. */
export type HostileUpdate = {
  what: string
  wanted: 'answered' | 'ignored' | 'either'
  said: string
  send: () => Update
}

/** Passes an update on although the bot has not asked for its kind, as an older webhook may. */
type Force = (content: Record<string, unknown>) => Update

export function hostileUpdate(user: VirtualUser, force: Force, chance: Random): HostileUpdate {
  const dice = chance.next()
  if (dice < 0.3) return textUpdate(user, randomText(chance))
  if (dice < 0.65) return forgedPress(user, chance)
  return dice < 0.85 ? otherMessage(user, chance) : otherUpdate(user, force, chance)
}

export function textUpdate(user: VirtualUser, text: string): HostileUpdate {
  return { what: 'text', wanted: 'answered', said: text, send: () => user.sends(text) }
}

function forgedPress(user: VirtualUser, chance: Random): HostileUpdate {
  const value = forgedValue(chance)
  // Leafing through a calendar changes its keyboard, and nothing is said.
  const wanted = value.startsWith('page:') ? 'either' : 'answered'
  return { what: 'forged button', wanted, said: value, send: () => user.forges(value) }
}

const file = { file_id: 'x', file_unique_id: 'x' }
const contents: Record<string, unknown>[] = [
  { photo: [{ ...file, width: 1, height: 1 }], caption: '<b>menu:book</b>' },
  { voice: { ...file, duration: 1 } },
  { video: { ...file, width: 1, height: 1, duration: 1 }, caption: '/start x' },
  { video_note: { ...file, length: 1, duration: 1 } },
  { audio: { ...file, duration: 1 } },
  { animation: { ...file, width: 1, height: 1, duration: 1 }, document: file },
  { document: { ...file, file_name: '../../etc/passwd' }, caption: 'x'.repeat(1024) },
  { sticker: { ...file, type: 'regular', width: 1, height: 1, is_animated: false, is_video: false, emoji: '💥' } },
  { location: { latitude: 91, longitude: -181 } },
  { venue: { location: { latitude: 0, longitude: 0 }, title: '', address: '' } },
  { contact: { phone_number: '+1', first_name: '\u202E' } },
  { dice: { emoji: '🎲', value: 6 } },
  { poll: { id: '1', question: '?', options: [], total_voter_count: 0, is_closed: false } },
  { game: { title: 'x', description: 'x', photo: [] } },
  { story: { id: 1 } },
  { pinned_message: { message_id: 0, date: 0 } },
  { web_app_data: { data: 'menu:book', button_text: 'x' } },
  { forward_origin: { type: 'hidden_user', sender_user_name: 'x', date: 0 }, sticker: file },
  { entities: [{ type: 'bot_command', offset: -1, length: 1e9 }], text: '/' },
  { text: '/start __proto__' },
  { text: `/start ${'x'.repeat(64)}` },
  { text: '/cancel@another_bot' },
  { from: undefined, text: 'blubb' },
  { from: { id: 1, is_bot: false, first_name: '', language_code: '../..' }, text: 'blubb' },
  {},
]

function otherMessage(user: VirtualUser, chance: Random): HostileUpdate {
  const content = chance.pick(contents)
  const said = JSON.stringify(content)
  if (chance.chance(0.2)) return { what: 'edited', wanted: 'answered', said, send: () => user.edits('menu:book') }
  return { what: 'other message', wanted: 'answered', said, send: () => user.sends(content) }
}

const kinds =
  `edited_channel_post business_connection business_message edited_business_message deleted_business_messages
  message_reaction message_reaction_count inline_query chosen_inline_result shipping_query pre_checkout_query
  purchased_paid_media poll poll_answer chat_member chat_join_request chat_boost removed_chat_boost nothing __proto__`.split(
    /\s+/,
  )

function otherUpdate(user: VirtualUser, force: Force, chance: Random): HostileUpdate {
  const kind = chance.pick(kinds)
  const chat = { id: user.id, type: 'private', first_name: 'x' }
  const member = (status: unknown) => ({ my_chat_member: { chat, date: 0, new_chat_member: { status } } })
  const content = chance.pick([
    { [kind]: { id: '1', chat, from: { id: user.id }, text: 'menu:book', data: 'menu:book', query: '' } },
    { callback_query: { id: 'x', data: 'menu:book' } },
    { callback_query: { id: 'x', game_short_name: 'x', message: { message_id: 1, chat } } },
    { callback_query: { id: 'x', data: 'menu:book', message: { message_id: 1, chat: { id: -1, type: 'channel' } } } },
    { message: { message_id: 1, date: 0, chat: { id: -5, type: 'group', title: 'x' }, text: 'menu:book' } },
    { channel_post: { message_id: 1, date: 0, chat: { id: -6, type: 'channel', title: 'x' }, text: 'x' } },
    member('restricted'),
    member('nothing of the kind'),
    {},
  ])
  return { what: 'other update', wanted: 'ignored', said: JSON.stringify(content), send: () => force(content) }
}
