import type { Params } from './definition.ts'

type Button = Params & { text: string; callback_data?: string; url?: string; copy_text?: { text: string } }

const actions = ['url', 'callback_data', 'web_app', 'login_url', 'copy_text', 'switch_inline_query']

type Entity = { type: string; offset: number; length: number; url?: string }
/** Telegram refuses links to places that only one machine knows. `areLocalUrlsFine`: a test opens them itself. */
export type Leniency = { areLocalUrlsFine?: boolean }

/** What Telegram refuses although its types are right; its words where they are known. */
export function sizeFault(method: string, params: Params, leniency: Leniency = {}): string | undefined {
  const text = (field: string) => (typeof params[field] === 'string' ? params[field] : undefined)
  if ((method === 'sendMessage' || method === 'editMessageText') && !text('text')?.trim())
    return 'message text is empty'
  const media = params['media'] as Params | undefined
  const caption = text('caption') ?? (media && !Array.isArray(media) ? (media['caption'] as string) : undefined)
  return (
    ([
      [(text('text') ?? '').length > (method === 'answerCallbackQuery' ? 200 : 4096), 'message is too long'],
      [(caption ?? '').length > 1024, 'message caption is too long'],
      [method === 'setMyDescription' && (text('description') ?? '').length > 512, 'description is too long'],
      [
        method === 'setMyShortDescription' && (text('short_description') ?? '').length > 120,
        'short description is too long',
      ],
      [/\p{Cs}/u.test(JSON.stringify(text('text') ?? '')), 'strings must be encoded in UTF-8'],
      [
        method === 'setWebhook' && !(text('url') ?? 'https:').startsWith('https:'),
        'bad webhook: An HTTPS URL must be provided',
      ],
      [
        method === 'setWebhook' && !/^[\w-]{0,256}$/.test(text('secret_token') ?? ''),
        'secret token contains unallowed characters',
      ],
      [
        text('language_code') !== undefined && !/^([a-z]{2})?$/.test(text('language_code') ?? ''),
        'invalid language code specified',
      ],
    ].find(([isWrong]) => isWrong === true)?.[1] as string | undefined) ??
    commandFault(params) ??
    entityFault(text('text'), params['entities'], leniency) ??
    entityFault(caption, params['caption_entities'] ?? media?.['caption_entities'], leniency) ??
    keyboardFault(params, leniency)
  )
}

/** Every stretch lies within the text and cuts no character; a link leads somewhere. */
function entityFault(text: string | undefined, entities: unknown, leniency: Leniency): string | undefined {
  if (entities === undefined) return undefined
  for (const { type, offset, length, url } of entities as Entity[]) {
    const [before, within] = [text?.slice(0, offset), text?.slice(offset, offset + length)]
    if (offset < 0 || length < 1 || within?.length !== length) return 'an entity lies outside the text'
    if (before?.isWellFormed() !== true || !within.isWellFormed()) return 'an entity cuts a character'
    if ((type === 'text_link') !== (url !== undefined))
      return 'an entity has a URL and is no link, or has none and is one'
    if (url !== undefined && !isReachable(url, leniency)) return `entity URL '${url}' is invalid: Wrong HTTP URL`
  }
  return undefined
}

function isReachable(text: string, { areLocalUrlsFine = false }: Leniency): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'tg:') return true
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return false
  return areLocalUrlsFine || (/[^.]\.[^.]/.test(url.hostname) && !url.hostname.startsWith('127.'))
}

function commandFault({ commands }: Params): string | undefined {
  if (!Array.isArray(commands)) return undefined
  if (commands.length > 100) return 'too many commands'
  for (const { command, description } of commands as { command: string; description: string }[]) {
    if (!/^[a-z0-9_]{1,32}$/.test(command)) return 'BOT_COMMAND_INVALID'
    if (description.length < 1 || description.length > 256) return 'BOT_COMMAND_DESCRIPTION_INVALID'
  }
  return undefined
}

function keyboardFault({ reply_markup: markup }: Params, leniency: Leniency): string | undefined {
  const rows = (markup as { inline_keyboard?: Button[][] } | undefined)?.inline_keyboard ?? []
  if (rows.flat().length > 100) return 'reply markup is too long'
  if (rows.some((row) => row.length === 0 || row.length > 8)) return 'a row of buttons is empty or too wide'
  for (const button of rows.flat()) {
    if (button.text.trim() === '') return 'inline keyboard button text must be non-empty'
    if (actions.filter((action) => action in button).length !== 1)
      return 'text buttons are unallowed in the inline keyboard'
    const bytes = Buffer.byteLength(button.callback_data ?? 'any')
    if (bytes < 1 || bytes > 64) return 'BUTTON_DATA_INVALID'
    if (button.copy_text && (button.copy_text.text.length < 1 || button.copy_text.text.length > 256))
      return 'BUTTON_COPY_TEXT_INVALID'
    if (button.url !== undefined && !isReachable(button.url, leniency))
      return `inline keyboard button URL '${button.url}' is invalid: Wrong HTTP URL`
  }
  return undefined
}
