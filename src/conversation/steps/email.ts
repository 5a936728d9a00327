import { z } from 'zod'
import { appointmentsOf } from '#appointments/find.ts'
import { addContact } from '#notices/contacts/add-contact.ts'
import { unclear } from '../choosing.ts'
import { languageOf, say, type Talk, type TalkStep, textsOf } from '../talk.ts'

/** The address for reminders. It is asked for only after a booking, and only where the chat itself reaches nobody. */
export const email: TalkStep = {
  key: 'email',
  ask: async (talk) => {
    const t = textsOf(talk)
    if (!mayMail(talk)) return { kind: 'ended', say: [say(t('reminders.email.away'))] }
    const mine = await appointmentsOf(talk.tx, talk)
    if (mine.length === 0) return { kind: 'ended', say: [say(t('step.appointment.none'))] }
    return { step: 'email', text: t('reminders.email.ask'), choices: [], layout: 'list', input: 'any' }
  },
  read: async (said, talk) => {
    const t = textsOf(talk)
    if (said.kind === 'press') return unclear()
    const address = EmailAddress.safeParse(said.text).data
    if (address === undefined) return unclear(t('reminders.email.invalid'))
    const { tx, keys, conversationId, now } = talk
    const adding = { conversationId, kind: 'email', language: languageOf(talk), value: address, now } as const
    const { outcome } = await addContact(tx, keys, adding)
    switch (outcome) {
      case 'asked':
        return { kind: 'ended', say: [say(t('reminders.email.sent', { address }))] }
      case 'known':
        return { kind: 'ended', say: [say(t('reminders.mail.confirmed'))] }
      case 'too-many':
        return { kind: 'ended', say: [say(t('reminders.email.too-many'))] }
    }
  },
}

/** Whether people of this conversation can be reminded by e-mail. */
function mayMail({ reach, channel }: Pick<Talk, 'reach' | 'channel'>): boolean {
  return reach.mails === true && channel === 'webchat'
}

/** Whether this conversation should be offered e-mail: it can be sent, and no address is known. */
export function offersMail(talk: Talk): boolean {
  return mayMail(talk) && !talk.hasMail
}

const EmailAddress = z
  .string()
  .trim()
  .transform((text) => text.replace(/^mailto:/i, ''))
  .pipe(z.email().max(254))
