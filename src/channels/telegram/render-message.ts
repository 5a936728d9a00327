import type { MessageEntity } from 'grammy/types'
import { calendarFile } from '#channels/attachments/calendar-file.ts'
import { qrCode } from '#channels/attachments/qr-code.ts'
import type { Delivery } from '#channels/channel.ts'
import type { AppointmentCard, Outgoing } from '#message.ts'
import type { Speak } from '#texts.ts'
import { cardButtons, type Keyboard, keyboard } from './keyboard.ts'
import { wording } from './fit.ts'
import { split } from './split.ts'
import { standing } from './standing.ts'

type File = { bytes: Buffer; name: string }
type Caption = { caption: string; entities: MessageEntity[]; keyboard: Keyboard }

/** One call of the Bot API. Text is always plain: nothing that people typed is parsed as markup. */
export type TelegramCall =
  | { method: 'sendMessage'; text: string; keyboard: Keyboard }
  | { method: 'editMessageText'; messageId: number; text: string; keyboard: Keyboard }
  | ({ method: 'sendPhoto'; photo: File } & Caption)
  | ({ method: 'editMessageMedia'; messageId: number; media: { type: 'photo' | 'document'; file: File } } & Caption)
  | ({ method: 'sendDocument'; document: File } & Caption)

/**
 * `calls` in their order; `covers` counts the messages of the log that they show. After them `answered` loses its buttons,
 * but for those that an appointment keeps.
 */
export type Rendering = {
  calls: TelegramCall[]
  covers: number
  answered: { messageId: number; keyboard: Keyboard } | undefined
}

type Rendered = Pick<Delivery, 'message' | 'at' | 'before' | 'after'>
type Parts = { speak: Speak; formUrl: (token: string) => string }

/** Characters that a message and a caption may have. */
const most = { text: 4096, caption: 1024 }

/**
 * What a message is on Telegram. While only buttons are pressed a task is one message that changes; whatever was typed
 * stands above a new one, and what nobody asked for is new. An appointment is a picture of its check-in code with all that is needed on the day below it, and
 * the question that follows it, so that both cost one call. One that was booked is new, for the phone to ring while its owner is on our page; the
 * message that changed until then becomes its calendar file.
 */
export function renderMessage(rendered: Rendered, parts: Parts): Rendering {
  const { message, before } = rendered
  const { open, chosen } = standing(before, message.question?.step)
  const place = open?.isLast && !open.card && !message.unasked ? open : undefined
  const kept = open?.card ? cardButtons(open.card, parts.speak(message.language)) : []
  const answered = open && !place ? { messageId: open.messageId, keyboard: kept } : undefined
  if (message.appointment) return { ...renderCard(message.appointment, place, rendered, parts), answered }

  const { question, language } = message
  const buttons = question ? keyboard(question, { language, formUrl: parts.formUrl }) : []
  const isSummary = question?.step === 'confirm'
  const asked = wording(message)
  const shown = chosen.length > 0 && !isSummary && !message.unasked ? `${chosen.join('\n')}\n\n${asked}` : asked
  const texts = split(shown, most.text)
  const text = texts.pop() ?? ''
  if (place && texts.length === 0) {
    const { messageId } = place
    return { calls: [{ method: 'editMessageText', messageId, text, keyboard: buttons }], covers: 1, answered }
  }
  const last: TelegramCall = { method: 'sendMessage', text, keyboard: buttons }
  const left = place && { messageId: place.messageId, keyboard: [] }
  return { calls: [...texts.map(plain), last], covers: 1, answered: left ?? answered }
}

function renderCard(
  appointment: AppointmentCard,
  place: { messageId: number } | undefined,
  { message, at, before, after }: Rendered,
  { speak, formUrl }: Parts,
): Pick<Rendering, 'calls' | 'covers'> {
  const card = message.text.replace(`${appointment.mapUrl}\n`, '')
  const following = questionOf(after)
  const together = following && captionOf(card, following)
  const [caption = '', ...rest] = together === undefined ? split(card, most.caption) : [together]
  const question = together === undefined ? undefined : following?.question
  const shown: Caption = {
    caption,
    entities: linked(caption, appointment),
    keyboard: [
      ...cardButtons(message, speak(message.language)),
      ...(question ? keyboard(question, { language: message.language, formUrl }) : []),
    ],
  }
  const covers = question ? 2 : 1
  const more = rest.map(plain)
  const document = { bytes: Buffer.from(calendarFile(appointment, { at })), name: `termin-${appointment.code}.ics` }
  if (message.calendar) return { calls: [{ method: 'sendDocument', document, ...shown }, ...more], covers }
  const photo = { bytes: qrCode(appointment.checkInCode), name: `check-in-${appointment.checkInCode}.png` }
  const picture: TelegramCall = { method: 'sendPhoto', photo, ...shown }
  if (!place) return { calls: [picture, ...more], covers }
  const become = { method: 'editMessageMedia', messageId: place.messageId } as const
  if (!message.booked || hasChosenLanguage(before))
    return { calls: [{ ...become, media: { type: 'photo', file: photo }, ...shown }, ...more], covers }
  const file: TelegramCall = {
    ...become,
    media: { type: 'document', file: document },
    caption: '',
    entities: [],
    keyboard: [],
  }
  return { calls: [file, picture, ...more], covers }
}

/**
 * Whether a language was asked for since the last appointment. A booking may cost 16 calls, and that question takes those of its file,
 * which comes when its button is pressed.
 */
function hasChosenLanguage(before: Rendered['before']): boolean {
  const said = before.filter((entry) => entry.from === 'office').map(({ message }) => message)
  const last = said.findLastIndex(({ appointment }) => appointment)
  return said.slice(last + 1).some(({ question }) => question?.step === 'language')
}

type Asking = Outgoing & { question: NonNullable<Outgoing['question']> }

/** The question that follows at once. */
function questionOf([next]: Rendered['after']): Asking | undefined {
  if (next?.from !== 'office' || next.message.appointment) return undefined
  const { question } = next.message
  return question && { ...next.message, question }
}

/** Card and question below one picture, if they fit; where the menu is asked for, its buttons say as much as its words. */
function captionOf(card: string, asking: Asking): string | undefined {
  const asked = wording(asking)
  const whole = `${card}\n\n${asked}`
  if (whole.length <= most.caption) return whole
  const isSaidByButtons = asking.question.step === 'menu' && asked === asking.text
  return isSaidByButtons && card.length <= most.caption ? card : undefined
}

function plain(text: string): TelegramCall {
  return { method: 'sendMessage', text, keyboard: [] }
}

/** The address leads to the map; the link itself would take a tenth of the caption. */
function linked(caption: string, { place, street, mapUrl: url }: AppointmentCard): MessageEntity[] {
  const address = `${place}, ${street}`
  const offset = caption.indexOf(address)
  return offset < 0 ? [] : [{ type: 'text_link', offset, length: address.length, url }]
}
