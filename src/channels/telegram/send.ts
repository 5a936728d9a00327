import { type Api, InputFile } from 'grammy'
import type { Delivery, Prepared, Sent } from '#channels/channel.ts'
import type { Pace, Turn } from '#outbox/pace.ts'
import type { Speak } from '#texts.ts'
import { type Answer, ask, type Way } from './api.ts'
import type { Bearing } from './bearing.ts'
import { renderMessage, type Rendering, type TelegramCall } from './render-message.ts'
import type { Ways } from './ways.ts'

type Parts = {
  api: Api
  pace: Pace
  ways: Ways
  speak: Speak
  formUrl: (token: string) => string
  report: (how: Bearing) => void
}

type Result = { message_id: number } | true
/** What was asked in the end, and what came of it. */
type Made = { call: TelegramCall; answer: Answer<Result> }

/**
 * Sends messages of the log, each call in a turn of its own. An edit may happen twice; a new message whose fate a crash would
 * leave open goes alone, so that a crash doubles one at most.
 */
export function sender({ api, pace, ways, speak, formUrl, report }: Parts): (delivery: Delivery) => Prepared {
  return (delivery) => {
    const { conversationId: chat, address, isOnce } = delivery
    const rendering = renderMessage(delivery, { speak, formUrl })
    const isAlone = !isOnce && rendering.calls.some(isNew)
    return {
      covers: rendering.covers,
      turn: (priority) => pace.turn({ chat, priority, isAlone }),
      hurry: (priority) => pace.hurry({ chat, priority }),
      send: (turn, stopping) => send(Number(address), rendering, { turn, stopping, isAlone: !isOnce }),
    }
  }

  async function send(
    chat: number,
    { calls, answered }: Rendering,
    { turn, ...wish }: { turn: Turn; stopping: AbortSignal; isAlone: boolean },
  ): Promise<Sent> {
    const { own, anew } = ways.byTurns(turn, wish)
    let externalId: string | undefined
    // A part that would come once more with the whole.
    let isPartSent = false
    for (const wanted of calls) {
      const { call, answer } = await mend(await make(wanted, own))
      if (answer.kind === 'away' || answer.kind === 'dropped') {
        if (answer.kind === 'away') report('away')
        const isUnsure = answer.kind === 'away' && answer.isUnsure && isNew(call)
        return { outcome: 'later', isUnsure: isUnsure || isPartSent }
      }
      if (answer.kind === 'refused' && isStranger(answer)) {
        // The token was changed or withdrawn: what waits is sent when the right one is there.
        report('wrong-token')
        return { outcome: 'later', isUnsure: isPartSent }
      }
      report('carries')
      if (answer.kind === 'refused' && answer.code === 400 && isSpare(call)) continue
      if (answer.kind === 'refused')
        return answer.code === 403 ? { outcome: 'unreachable' } : { outcome: 'failed', status: answer.code }
      isPartSent ||= isNew(call)
      externalId = answer.result === true ? externalId : String(answer.result.message_id)
    }
    // Old buttons stay live for ever: each press is judged again, so a failure here is only untidy.
    if (answered) {
      const markup = { reply_markup: { inline_keyboard: answered.keyboard } }
      await ask(() => api.editMessageReplyMarkup(chat, answered.messageId, markup), own)
    }
    return { outcome: 'delivered', externalId }

    async function make(call: TelegramCall, way: Way): Promise<Made> {
      return { call, answer: await ask(() => perform(api, chat, call), way) }
    }

    /** An edit that changes nothing has been made before; a message that can't be edited is followed by a new one. */
    async function mend({ call, answer }: Made): Promise<Made> {
      if (answer.kind !== 'refused' || answer.code !== 400) return { call, answer }
      if ('messageId' in call && /not modified/.test(answer.description))
        return { call, answer: { kind: 'done', result: { message_id: call.messageId } } }
      const instead = sendInstead(call)
      return instead === undefined ? { call, answer } : make(instead, anew)
    }
  }
}

function isNew({ method }: TelegramCall): boolean {
  return method.startsWith('send')
}

/** The calendar file comes by its button too: the appointment, which follows, must not wait for it. */
function isSpare(call: TelegramCall): boolean {
  return call.method === 'editMessageMedia' && call.media.type === 'document'
}

function isStranger({ code }: { code: number }): boolean {
  return code === 401 || code === 404
}

function sendInstead(call: TelegramCall): TelegramCall | undefined {
  if (call.method === 'editMessageText') return { method: 'sendMessage', text: call.text, keyboard: call.keyboard }
  if (call.method === 'editMessageMedia') {
    const { media, caption, entities, keyboard } = call
    if (media.type === 'photo') return { method: 'sendPhoto', photo: media.file, caption, entities, keyboard }
  }
  return undefined
}

async function perform(api: Api, chat: number, call: TelegramCall): Promise<Result> {
  const markup = call.keyboard.length > 0 ? { reply_markup: { inline_keyboard: call.keyboard } } : {}
  const captioned = 'caption' in call ? { caption: call.caption, caption_entities: call.entities } : {}
  const unlinked = { link_preview_options: { is_disabled: true } }
  switch (call.method) {
    case 'sendMessage':
      return api.sendMessage(chat, call.text, { ...unlinked, ...markup })
    case 'editMessageText':
      return api.editMessageText(chat, call.messageId, call.text, { ...unlinked, ...markup })
    case 'sendPhoto':
      return api.sendPhoto(chat, new InputFile(call.photo.bytes, call.photo.name), { ...captioned, ...markup })
    case 'editMessageMedia': {
      const { type, file } = call.media
      const media = new InputFile(file.bytes, file.name)
      return api.editMessageMedia(chat, call.messageId, { type, media, ...captioned }, markup)
    }
    case 'sendDocument':
      return api.sendDocument(chat, new InputFile(call.document.bytes, call.document.name), { ...captioned, ...markup })
  }
}
