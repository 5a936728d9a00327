import type { ChannelName } from '#message.ts'
import type { Stand } from './commands.ts'
import { writeDeepLink, writeWebLink } from './deep-link.ts'
import { hashToken, newToken, oneTimeMinutes } from './one-time.ts'
import { say, type Talk, textsOf } from './talk.ts'

/** The other channels that this conversation could go on in. */
export function waysOf({ channel, reach }: Pick<Talk, 'channel' | 'reach'>): ChannelName[] {
  const isOpen = { telegram: reach.telegramBot?.() !== undefined, webchat: reach.publicUrl !== undefined }
  return (['telegram', 'webchat'] as const).filter((other) => other !== channel && isOpen[other])
}

/** A link that carries this conversation, with what it knows of appointments, to another channel: once, and not for long. */
export async function goOn(talk: Talk, to: ChannelName): Promise<Stand> {
  const t = textsOf(talk)
  if (!waysOf(talk).includes(to)) return { talk, say: [say(t('stale.over'))] }
  const transfer = await offerTransfer(talk)
  const url =
    to === 'telegram'
      ? `https://t.me/${talk.reach.telegramBot?.()}?start=${writeDeepLink({ transfer })}`
      : `${talk.reach.publicUrl}${writeWebLink({ transfer })}`
  return { talk, say: [say(t(`transfer.${to}`, { url, minutes: oneTimeMinutes }))] }
}

/** A code that carries this conversation to wherever it is redeemed. */
export async function offerTransfer({ tx, conversationId }: Pick<Talk, 'tx' | 'conversationId'>): Promise<string> {
  const transfer = newToken()
  await tx.query({
    name: 'offer-transfer',
    text: `INSERT INTO transfer (hash, conversation_id, expires_at)
           VALUES ($1, $2, clock_timestamp() + $3 * interval '1 minute')`,
    values: [hashToken(transfer), conversationId, oneTimeMinutes],
  })
  return transfer
}
