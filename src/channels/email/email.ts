import nodemailer, { type Transporter } from 'nodemailer'
import type { Letter, Sent, Way } from '#notices/contacts/way.ts'
import type { Speak } from '#texts.ts'
import { renderLetter } from './render-letter.ts'

type Parts = { smtpUrl: string; from: string; publicUrl: string; speak: Speak }

/**
 * Milliseconds that a mail server may take to be there, to take a letter, and to say what became of it (RFC 5321, 4.5.3.2.6: who
 * waits for less has the same letter delivered again and again), and that we wait for it when we are asked to stop.
 */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, dnsTimeout: 10_000, socketTimeout: 10 * 60_000 }
const untilTaken = 60_000
const atTheStop = 5000

/** E-mail as a way to reach people of the web chat: plain text and a little HTML, with the calendar file and a way to end it. */
export function email({ smtpUrl, from, publicUrl, speak }: Parts): Way {
  const server = withPatience(smtpUrl)
  const host = new URL(publicUrl).hostname

  async function send(letter: Letter, stopping: AbortSignal): Promise<Sent> {
    const { subject, text, html, calendar, off } = renderLetter(letter, { publicUrl, speak })
    const transport = nodemailer.createTransport(server)
    const watch = watchOver(transport, stopping)
    try {
      await transport.sendMail({
        from,
        // An object is taken as it is: nothing that somebody typed is read as a list of addresses.
        to: { name: '', address: letter.target },
        subject,
        text,
        html,
        // The same letter sent again is the same letter for who reads it.
        messageId: `<${letter.id}@${host}>`,
        date: letter.at,
        headers: {
          'Auto-Submitted': 'auto-generated',
          'Content-Language': letter.language,
          'List-Unsubscribe': `<${off}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        },
        attachments: calendar
          ? [{ filename: calendar.name, content: calendar.content, contentType: 'text/calendar; charset=utf-8' }]
          : [],
        signal: watch.signal,
      })
      return { outcome: 'sent' }
    } catch (error) {
      return judge(error, watch.isHandedOver())
    } finally {
      watch.end()
    }
  }

  return { send }
}

/** Knows when the server has the whole letter, and ends what takes too long before that. */
function watchOver(transport: Transporter, stopping: AbortSignal) {
  const ending = new AbortController()
  const end = () => ending.abort()
  const timers = [setTimeout(end, untilTaken)]
  const stop = () => void timers.push(setTimeout(end, atTheStop))
  if (stopping.aborted) stop()
  stopping.addEventListener('abort', stop)
  let isHandedOver = false
  transport.use('stream', ({ message }, done) => {
    message.processFunc((input) => {
      input.once('end', () => {
        isHandedOver = true
        clearTimeout(timers[0])
      })
      return input
    })
    done()
  })
  return {
    signal: ending.signal,
    isHandedOver: () => isHandedOver,
    end(): void {
      timers.forEach((timer) => clearTimeout(timer))
      stopping.removeEventListener('abort', stop)
    },
  }
}

/**
 * A refusal of this very address or letter is final. Everything else, our own sign-in and sender too, is for whoever runs the
 * servers to mend: the letter waits. Without an answer to a letter that the server has nobody knows whether it arrived. What the
 * server says may quote the address, so that only its code is kept.
 */
function judge(error: unknown, isHandedOver: boolean): Sent {
  const status = numberIn(error, 'responseCode')
  const command = textIn(error, 'command')
  if (status === undefined) {
    const code = textIn(error, 'code')
    if (code === undefined) throw error
    if (code === 'EABORT') return { outcome: 'later', fault: 'ETIMEDOUT', isUnsure: isHandedOver }
    return code === 'EENVELOPE'
      ? { outcome: 'refused', fault: code }
      : { outcome: 'later', fault: causeOf(error) ?? code, isUnsure: isHandedOver }
  }
  const isTheirs = command === 'RCPT TO' || command === 'DATA'
  const fault = `SMTP ${status}`
  return status >= 500 && isTheirs ? { outcome: 'refused', fault } : { outcome: 'later', fault }
}

/** The library says ESOCKET for everything; the system's own word is in the message. */
function causeOf(error: unknown): string | undefined {
  return /\bE[A-Z]{4,}\b/.exec(error instanceof Error ? error.message : '')?.[0]
}

function numberIn(error: unknown, key: string): number | undefined {
  const value: unknown = error instanceof Error ? Reflect.get(error, key) : undefined
  return typeof value === 'number' ? value : undefined
}

function textIn(error: unknown, key: string): string | undefined {
  const value: unknown = error instanceof Error ? Reflect.get(error, key) : undefined
  return typeof value === 'string' ? value : undefined
}

function withPatience(smtpUrl: string): string {
  const url = new URL(smtpUrl)
  for (const [name, milliseconds] of Object.entries(patience))
    if (!url.searchParams.has(name)) url.searchParams.set(name, String(milliseconds))
  return url.href
}
