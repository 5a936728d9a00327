import { addContact } from '#notices/contacts/add-contact.ts'
import type { PushSubscription } from '#message.ts'
import type { Stand } from './commands.ts'
import { languageOf, say, type Talk, textsOf } from './talk.ts'

/** This browser shows notifications from now on; undefined where we don't send any, or not to there. */
export async function showHere(talk: Talk, subscription: PushSubscription): Promise<Stand | undefined> {
  const { tx, keys, reach, conversationId, now } = talk
  if (!reach.push?.takes(subscription.endpoint)) return undefined
  await addContact(tx, keys, {
    conversationId,
    kind: 'push',
    language: languageOf(talk),
    value: JSON.stringify(subscription),
    name: subscription.endpoint,
    now,
  })
  return { talk, say: [say(textsOf(talk)('reminders.push.on'))] }
}
