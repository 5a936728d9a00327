import { type Activity, type Attachment, MessageFactory } from 'botbuilder'
import { calendarFile } from '#channels/attachments/calendar-file.ts'
import { qrCode } from '#channels/attachments/qr-code.ts'
import type { LogEntry } from '#conversation/conversations.ts'
import type { AppointmentCard, Choice, Echo, Outgoing } from '#message.ts'
import { direction } from '#texts.ts'
import type { Speaker } from './tokens.ts'

export const office = { id: 'terminlotse', name: 'Terminlotse', role: 'bot' }

/**
 * An entry of the message log as Direct Line shows it. There is never a `replyToId`: a client that has not seen that
 * activity holds the reply back for 5 s.
 */
export function renderActivity(entry: LogEntry, { conversationId, user }: Speaker): Partial<Activity> {
  const said =
    entry.from === 'person'
      ? { ...renderEcho(entry.echo), from: { id: user, name: '', role: 'user' } }
      : { ...renderMessage(entry.message, entry.at), from: office }
  return {
    ...said,
    id: activityId(conversationId, entry.sequence),
    timestamp: entry.at,
    channelId: 'directline',
    conversation: { id: conversationId, name: '', isGroup: false, conversationType: '' },
  }
}

/** What a client is given at once; the watermark is what it names to get what comes after. */
export function activitySet(entries: readonly LogEntry[], speaker: Speaker, after: number) {
  const watermark = String(entries.at(-1)?.sequence ?? after)
  return { activities: entries.map((entry) => renderActivity(entry, speaker)), watermark }
}

export function activityId(conversationId: string, sequence: number): string {
  return `${conversationId}|${String(sequence).padStart(7, '0')}`
}

function renderEcho({ text, value, clientId }: Echo): Partial<Activity> {
  const channelData = {
    ...(clientId !== undefined && { clientActivityID: clientId }),
    ...(value !== undefined && text === undefined && { postBack: true }),
  }
  return { ...MessageFactory.text(text ?? ''), textFormat: 'plain', ...(value !== undefined && { value }), channelData }
}

function renderMessage(message: Outgoing, at: Date): Partial<Activity> {
  const { text, language, question, appointment } = message
  const choices = inOrder(question?.choices ?? [])
  const inputHint = question ? 'expectingInput' : 'acceptingInput'
  const said = choices.length
    ? MessageFactory.suggestedActions(choices.map(action), text, undefined, inputHint)
    : MessageFactory.text(text, undefined, inputHint)
  return {
    ...said,
    textFormat: 'plain',
    locale: language,
    ...(appointment && { attachments: attachments(appointment, at) }),
    channelData: channelData(message, choices),
  }
}

/** What carries the task forward comes first. */
function inOrder(choices: readonly Choice[]): Choice[] {
  return [...choices.filter(({ aside }) => !aside), ...choices.filter(({ aside }) => aside)]
}

function action({ value, label }: Choice) {
  return { type: 'messageBack', title: label, value, text: value, displayText: label }
}

function attachments(card: AppointmentCard, at: Date): Attachment[] {
  const calendar = Buffer.from(calendarFile(card, { at })).toString('base64')
  return [
    {
      contentType: 'text/calendar',
      contentUrl: `data:text/calendar;charset=utf-8;base64,${calendar}`,
      name: `termin-${card.code}.ics`,
    },
    {
      contentType: 'image/png',
      contentUrl: image(qrCode(card.checkInCode)),
      thumbnailUrl: image(qrCode(card.checkInCode, { isWide: true })),
      name: `check-in-${card.checkInCode}.png`,
    },
  ]
}

function image(png: Buffer): string {
  return `data:image/png;base64,${png.toString('base64')}`
}

/** What our own page and machines read; official clients ignore it. */
function channelData(
  { language, question, appointment, booked, cancelled, erased, unasked, push }: Outgoing,
  choices: readonly Choice[],
) {
  return {
    language,
    direction: direction(language),
    ...(question && { step: question.step, layout: question.layout, input: question.input, choices }),
    ...(appointment && { card: appointment }),
    ...(appointment && booked && { appointment: { code: appointment.code, startsAt: appointment.startsAt } }),
    ...(cancelled && { cancelled }),
    ...(erased && { erased }),
    ...(unasked && { unasked }),
    ...(push && { push }),
  }
}
