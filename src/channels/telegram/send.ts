import { type Api, InputFile } from 'grammy'
import type { Delivery, Prepared, Sent } from '#channels/channel.ts'
import type { Pace } from '#outbox/pace.ts'
import type { Speak } from '#texts.ts'
import { type Answer, ask } from './api.ts'
import { renderMessage, type Rendering, type TelegramCall } from './render-message.ts'

type Parts = {
  api: Api
  pace: Pace
  speak: Speak
  formUrl: (token: string) => string
  /** Telegram does not answer, or answers again. */
  report: (isAway: boolean) => void
}

type Result = { message_id: number } | true
type Refused = Extract<Answer<Result>, { kind: 'refused' }>

/**
 * Sends messages of the log. The first call has its turn already, every further one waits for its own. An edit may happen
 * twice; a new message whose fate a crash would leave open goes alone, so that a crash doubles one at most.
 */
export function sender({ api, pace, speak, formUrl, report }: Parts): (delivery: Delivery) => Prepared {
  return (delivery) => {
    const rendering = renderMessage(delivery, { speak, formUrl })
    const isAlone = !delivery.isOnce && rendering.calls.some(({ method }) => method.startsWith('send'))
    return {
      covers: rendering.covers,
      turn: (priority) => pace.turn({ chat: delivery.conversationId, priority, isAlone }),
      send: () => send(delivery, rendering),
    }
  }

  async function send({ address, conversationId }: Delivery, { calls, answered }: Rendering): Promise<Sent> {
    let externalId: string | undefined
    let isFirst = true
    const waits = {
      wait: async () => {
        if (!isFirst) return pace.turn({ chat: conversationId })
        isFirst = false
        return { release() {} }
      },
      pause: pace.pause,
    }
    for (const call of calls) {
      const answer = await ask(() => perform(api, Number(address), call), waits)
      const done = answer.kind === 'refused' && answer.code === 400 ? await mend(call, answer) : answer
      if (done.kind === 'away') {
        report(true)
        return { outcome: 'later', isUnsure: done.isUnsure && !call.method.startsWith('edit') }
      }
      report(false)
      if (done.kind === 'refused') return refusal(done)
      externalId = done.result === true ? externalId : String(done.result.message_id)
    }
    // Old buttons stay live for ever: each press is judged again, so a failure here is only untidy.
    if (answered) {
      const markup = { reply_markup: { inline_keyboard: answered.keyboard } }
      await ask(() => api.editMessageReplyMarkup(Number(address), answered.messageId, markup), waits)
    }
    return { outcome: 'delivered', externalId }

    /** An edit that changes nothing has been made before; a message that can't be edited is followed by a new one. */
    async function mend(call: TelegramCall, refused: Refused): Promise<Answer<Result>> {
      if ('messageId' in call && /not modified/.test(refused.description))
        return { kind: 'done', result: { message_id: call.messageId } }
      const anew = sendInstead(call)
      return anew === undefined ? refused : ask(() => perform(api, Number(address), anew), waits)
    }
  }
}

function refusal({ code }: { code: number }): Sent {
  if (code === 403) return { outcome: 'unreachable' }
  // The token was changed or withdrawn: what waits is sent when the right one is there.
  if (code === 401 || code === 404) return { outcome: 'later', isUnsure: false }
  return { outcome: 'failed', status: code }
}

function sendInstead(call: TelegramCall): TelegramCall | undefined {
  if (call.method === 'editMessageText') return { method: 'sendMessage', text: call.text, keyboard: call.keyboard }
  if (call.method === 'editMessageMedia') {
    const { photo, caption, entities, keyboard } = call
    return { method: 'sendPhoto', photo, caption, entities, keyboard }
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
      const media = new InputFile(call.photo.bytes, call.photo.name)
      return api.editMessageMedia(chat, call.messageId, { type: 'photo', media, ...captioned }, markup)
    }
    case 'sendDocument':
      return api.sendDocument(chat, new InputFile(call.document.bytes, call.document.name), { ...captioned, ...markup })
  }
}
