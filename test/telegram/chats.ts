import { isDeepStrictEqual } from 'node:util'
import { attached } from './body.ts'
import type { Params } from './definition.ts'

export type Button = { text: string; callback_data?: string; url?: string; copy_text?: { text: string } }
export type Attachment = { name: string; bytes: Buffer }

/** A message as its reader sees it now, after every edit. `earlier` are the keyboards it had before. */
export type Shown = {
  id: number
  text: string
  keyboard: Button[][]
  earlier: Button[][][]
  photo?: Attachment
  document?: Attachment
  edits: number
}

/** What was done to a chat: the message, or Telegram's refusal. */
export type Deed = { message: Shown } | { refusal: string }

export type Place = {
  id: number
  type: 'private' | 'group' | 'supergroup' | 'channel'
  title?: string
  first_name?: string
}

/** A private chat has its person's number, which is positive; all others have negative ones. */
export function placeOf(id: number): Place {
  return id > 0 ? { id, type: 'private', first_name: 'Probe' } : { id, type: 'supergroup', title: 'Nachbarn' }
}

/** One chat's messages from the bot. */
export function chat(place: Place) {
  const messages: Shown[] = []
  const find = (params: Params) => messages.find(({ id }) => id === params['message_id'])
  let lastId = 0

  async function send(params: Params): Promise<Deed> {
    const { photo, document } = params
    const message: Shown = {
      id: ++lastId,
      text: String(params['text'] ?? params['caption'] ?? ''),
      keyboard: keyboardOf(params),
      earlier: [],
      edits: 0,
      ...(photo instanceof File && { photo: await content(photo) }),
      ...(document instanceof File && { document: await content(document) }),
    }
    messages.push(message)
    return { message }
  }

  async function edit(method: string, params: Params): Promise<Deed> {
    const message = find(params)
    if (!message) return { refusal: 'message to edit not found' }
    const isText = !message.photo && !message.document
    const media = params['media'] as Params | undefined
    if (method === 'editMessageText' && !isText) return { refusal: 'there is no text in the message to edit' }
    if (method === 'editMessageCaption' && isText) return { refusal: 'there is no caption in the message to edit' }
    const text =
      method === 'editMessageReplyMarkup'
        ? message.text
        : String(params['text'] ?? params['caption'] ?? media?.['caption'] ?? '')
    const keyboard = keyboardOf(params)
    const isSame = text === message.text && isDeepStrictEqual(keyboard, message.keyboard)
    const file = media && attached(media['media'])
    if (media && !file) return { refusal: 'wrong file identifier/HTTP URL specified' }
    if (isSame && !file) {
      return {
        refusal:
          'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
      }
    }
    message.earlier.push(message.keyboard)
    Object.assign(message, { text, keyboard, edits: message.edits + 1 })
    if (file && media?.['type'] === 'photo') message.photo = await content(file)
    if (file && media?.['type'] === 'document') message.document = await content(file)
    return { message }
  }

  return {
    place,
    messages,
    send,
    edit,
    /** A person's own message takes a number too. */
    number: () => ++lastId,
    isBlocked: false,
    hasLeft: false,
  }
}

export type Chat = ReturnType<typeof chat>

function keyboardOf({ reply_markup: markup }: Params): Button[][] {
  return (markup as { inline_keyboard?: Button[][] } | undefined)?.inline_keyboard ?? []
}

async function content(file: File): Promise<Attachment> {
  return { name: file.name, bytes: Buffer.from(await file.arrayBuffer()) }
}
