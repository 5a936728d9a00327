import type { Agent } from 'node:https'
import webpush, { WebPushError } from 'web-push'
import { PushSubscription } from '#message.ts'
import type { Letter, Sent, Way } from '#notices/contacts/way.ts'
import type { Speak } from '#texts.ts'
import type { VapidKeys } from './vapid.ts'

type Parts = {
  vapid: VapidKeys
  /** Where a push service finds us: an https address or mailto. */
  subject: string
  speak: Speak
  /** Other authorities than the machine's own. */
  agent?: Agent
}

/** Seconds for which a push service keeps a notification for a phone that is off, at most, and milliseconds that an answer may take. */
const longest = 24 * 60 * 60
const patience = 10_000

/**
 * Web push (RFC 8030, 8291, 8292) as a way to reach people of the web chat. The notification says that there is a message and
 * nothing of it: it shows on a lock screen.
 */
export function push({ vapid, subject, speak, agent }: Parts): Way {
  return {
    async send({ target, language, seconds }: Letter): Promise<Sent> {
      const t = speak(language)
      const payload = JSON.stringify({
        title: t('reminders.push.title'),
        body: t('reminders.push.body'),
        language,
      })
      try {
        await webpush.sendNotification(PushSubscription.parse(JSON.parse(target)), payload, {
          TTL: Math.min(longest, seconds),
          urgency: 'high',
          timeout: patience,
          vapidDetails: { subject, ...vapid },
          ...(agent && { agent }),
        })
        return { outcome: 'sent' }
      } catch (error) {
        return judge(error)
      }
    },
  }
}

/** 404 and 410 say that the browser has ended it. */
function judge(error: unknown): Sent {
  if (!(error instanceof WebPushError)) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
    if (error instanceof Error && error.message === 'Socket timeout')
      return { outcome: 'later', fault: 'ETIMEDOUT', isUnsure: true }
    if (typeof code === 'string') return { outcome: 'later', fault: code }
    throw error
  }
  const { statusCode } = error
  const fault = `HTTP ${statusCode}`
  if (statusCode === 404 || statusCode === 410) return { outcome: 'gone' }
  return statusCode === 429 || statusCode >= 500 || statusCode === 401 || statusCode === 403
    ? { outcome: 'later', fault }
    : { outcome: 'refused', fault }
}
