import { describe, expect, it } from 'vitest'
import { readUpdate, Update } from '#channels/telegram/read-update.ts'

const from = { id: 7, language_code: 'uk' }
const chat = { id: 7, type: 'private' }
const group = { id: -100, type: 'supergroup' }

function read(content: object) {
  return readUpdate(Update.parse({ update_id: 1, ...content }))
}

const message = (content: object, place: object = chat) => ({
  message: { message_id: 5, from, chat: place, date: 1, ...content },
})

describe('what is written in a private chat', () => {
  it('is said, and only that it was said is kept', () => {
    expect(read(message({ text: 'Привіт' }))).toEqual({
      kind: 'act',
      act: { kind: 'text', text: 'Привіт' },
      echo: { clientId: 'said:5' },
      chat: 7,
      locale: 'uk',
    })
  })

  it.each([
    ['/start', undefined],
    ['/start d-ukraine_l-uk', 'd-ukraine_l-uk'],
    ['/start@neuss_bot c-abc', 'c-abc'],
    ['/start ', undefined],
  ])('begins a conversation with %j', (text, link) => {
    expect(read(message({ text }))).toMatchObject({ kind: 'start', link })
  })

  it.each(['/startle', '/start ä', `/start ${'a'.repeat(65)}`, ' /start', '/start a b'])(
    'is text when it only looks like that: %j',
    (text) => {
      expect(read(message({ text }))).toMatchObject({ kind: 'act', act: { kind: 'text', text } })
    },
  )

  it('that is no text, or was corrected, can’t be read', () => {
    expect(read(message({ photo: [], caption: 'Mein Pass' }))).toMatchObject({ act: { kind: 'unsupported' } })
    const { message: edited } = message({ text: 'anders' })
    expect(read({ edited_message: edited })).toMatchObject({ kind: 'act', act: { kind: 'unsupported' } })
  })

  it('needs no language', () => {
    const nobody = { ...message({ text: 'x' }).message, from: { id: 7, language_code: 5 } }
    expect(read({ message: nobody })).not.toHaveProperty('locale')
  })
})

describe('a press', () => {
  const query = { id: 'q', from, data: 'menu:book', message: { message_id: 9, chat } }

  it('names the message whose button it was', () => {
    expect(read({ callback_query: query })).toEqual({
      kind: 'press',
      act: { kind: 'press', value: 'menu:book' },
      echo: { value: 'menu:book', clientId: 'press:9' },
      query: 'q',
      message: 9,
      chat: 7,
      locale: 'uk',
    })
  })

  it.each([
    ['in a group', { ...query, message: { message_id: 9, chat: group } }],
    ['without data', { ...query, data: undefined }],
    ['without a message', { ...query, message: undefined }],
  ])('%s means nothing, but is answered', (_where, callback_query) => {
    expect(read({ callback_query })).toEqual({ kind: 'ignored', query: 'q' })
  })
})

describe('elsewhere than in a private chat', () => {
  it.each([
    ['a group', message({ text: '/start' }, group)],
    ['a channel', { channel_post: message({ text: 'x' }, { id: -5, type: 'channel' }).message }],
    ['a group it was added to', { my_chat_member: { chat: group, from, new_chat_member: { status: 'member' } } }],
    [
      'a group in which it may do little',
      { my_chat_member: { chat: group, from, new_chat_member: { status: 'restricted', is_member: true } } },
    ],
    ['a channel it runs', { my_chat_member: { chat: group, from, new_chat_member: { status: 'administrator' } } }],
  ])('the bot is not at home: %s', (_where, content) => {
    expect(read(content)).toMatchObject({ kind: 'elsewhere', locale: 'uk' })
  })

  it.each([
    ['a corrected message in a group', { edited_message: message({ text: 'x' }, group).message }],
    ['being put out', { my_chat_member: { chat: group, from, new_chat_member: { status: 'kicked' } } }],
    [
      'being kept from coming back',
      { my_chat_member: { chat: group, from, new_chat_member: { status: 'restricted', is_member: false } } },
    ],
    ['what was never asked for', { poll: { id: '1' } }],
  ])('%s is let go', (_what, content) => {
    expect(read(content)).toEqual({ kind: 'ignored' })
  })
})

it.each([
  ['kicked', false],
  ['left', false],
  ['member', true],
])('who is %s in a private chat can be reached: %s', (status, isReachable) => {
  const my_chat_member = { chat, from, new_chat_member: { status } }
  expect(read({ my_chat_member })).toEqual({ kind: 'reachable', isReachable, chat: 7, locale: 'uk' })
})
