import type { Activity } from './activity.ts'
import { hasTexts, list } from './json.ts'

/**
 * A message on its way; a press has the button's `value` beside the text it shows. `clientId` makes sending it again harmless: the server takes each only once.
 * `sent` is acknowledged and stays only until the feed repeats it.
 */
export type Letter = { clientId: string; text: string; value?: string; state: 'waiting' | 'sent' | 'refused' }

export type Outbox = readonly Letter[]

export function nextLetter(outbox: Outbox): Letter | undefined {
  return outbox.find(({ state }) => state === 'waiting')
}

export function mark(outbox: Outbox, { clientId }: Pick<Letter, 'clientId'>, state: Letter['state']): Outbox {
  return outbox.map((letter) => (letter.clientId === clientId ? { ...letter, state } : letter))
}

/** Whatever the feed repeats has arrived, even if its acknowledgement got lost. */
export function withoutArrived(outbox: Outbox, activities: readonly Activity[]): Outbox {
  const arrived = new Set(activities.map(({ clientId }) => clientId))
  return outbox.filter(({ clientId }) => !arrived.has(clientId))
}

/** What has arrived and been erased since is never repeated. */
export function withoutSent(outbox: Outbox): Outbox {
  return outbox.filter(({ state }) => state !== 'sent')
}

export function without(outbox: Outbox, { clientId }: Pick<Letter, 'clientId'>): Outbox {
  return outbox.filter((letter) => letter.clientId !== clientId)
}

/** What a reload must not lose: everything that is not known to have arrived. */
export function readOutbox(value: unknown): Outbox {
  return list(value).filter(isLetter)
}

function isLetter(value: unknown): value is Letter {
  return hasTexts(value, ['clientId', 'text', 'state'])
}

/** Direct Line's messageBack: the feed repeats the button's wording, not its value. */
export function activityOf({ clientId, text, value }: Letter): object {
  const press = value !== undefined && {
    value,
    channelData: { clientActivityID: clientId, messageBack: { displayText: text } },
  }
  return { type: 'message', text, channelData: { clientActivityID: clientId }, ...press }
}
