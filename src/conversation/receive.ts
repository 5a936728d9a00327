import { type Act, type ChannelName, type Incoming, isFeed } from '#message.ts'
import { sendElsewhere } from '#notices/contacts/send-elsewhere.ts'
import { Language } from '#texts.ts'
import { lockConversation, storeDataKey } from './conversation-row.ts'
import type { Parts } from './conversations.ts'
import { isUnasked, writeTurn } from './message-log.ts'
import { officeDialog } from './office-dialog.ts'
import { isPrivate } from './private-form.ts'
import { takeTurn } from './turn.ts'
import { UnknownConversation } from './unknown-conversation.ts'
import { localDay } from './when.ts'

/**
 * One update is one transaction: the inbox row that makes it happen once, the conversation, the appointment and the
 * messages commit together, or nothing does.
 */
export async function receive(
  parts: Parts,
  incoming: Incoming,
): Promise<{ sequence: number | undefined; fresh: boolean }> {
  const { database, keys, office, speak } = parts
  return database.transaction(async (tx) => {
    const now = parts.now()
    const locked = await lockConversation(tx, keys, incoming)
    if (!locked) throw new UnknownConversation('An update came for a conversation that does not exist')
    if ('repeated' in locked) return { ...locked.repeated, fresh: false }
    const { row } = locked
    const talk = {
      tx,
      keys,
      dialog: officeDialog,
      speak,
      now,
      today: localDay(now),
      lastAt: row.lastAt,
      office: office(),
      reach: parts.reach ?? {},
      answers: row.answers,
      conversationId: row.id,
      channel: row.channel,
      isQuiet: row.isQuiet,
      hasMail: row.hasMail,
      isOnPage: incoming.isOnPage ?? false,
      proposed: proposal(incoming.locale),
    }
    const { answers, messages, counted } = await takeTurn(talk, incoming.act)
    // An erasure has deleted the key that everything was sealed with: what comes after it gets a new one.
    const dataKey = messages.some(({ erased }) => erased) ? await storeDataKey(tx, keys) : row.dataKey
    // Where names are not to be typed, what was typed all the same is not kept.
    const { text: _typed, ...silent } = incoming.echo ?? {}
    const heard = incoming.echo && isPrivate(talk) ? { ...incoming, echo: silent } : incoming
    const { sequence } = await writeTurn(tx, { ...row, dataKey }, { incoming: heard, answers, messages, counted, now })
    if (isNews(talk.channel, incoming.act) && messages.length > 0) {
      const { act } = incoming
      const notice = act.kind === 'notice' ? { noticeId: act.noticeId, isUrgent: act.isUrgent } : undefined
      await sendElsewhere(tx, {
        conversationId: row.id,
        messages,
        first: row.lastSequence + 1,
        noticeId: notice?.noticeId,
        isUrgent: notice?.isUrgent ?? false,
        now,
      })
    }
    return { sequence, fresh: true }
  })
}

/** Whether the office speaks by itself where people hear it only while they look. A time that runs out concerns who is looking. */
function isNews(channel: ChannelName, act: Act): boolean {
  return isFeed(channel) && isUnasked(act) && act.kind !== 'hold-expired'
}

/** "uk-UA" proposes Ukrainian; a language we do not speak proposes nothing. */
function proposal(locale: string | undefined): Language | undefined {
  return Language.safeParse(locale?.split(/[-_]/)[0]?.toLowerCase()).data
}
