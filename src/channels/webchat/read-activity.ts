import { type Act, type Echo, PushSubscription } from '#message.ts'
import type { PostedActivity } from './posted-activity.ts'

export type Reading = { kind: 'act'; act: Act; echo?: Echo } | { kind: 'ignored' }

/**
 * What somebody did. An imBack press is text; a postBack, an Adaptive Card's submit and a messageBack carry `value`, and a
 * messageBack also the wording that the person saw on the button.
 */
export function readMessage({ text, value, channelData }: PostedActivity): Reading {
  const clientId = channelData?.clientActivityID
  const sender = clientId === undefined ? {} : { clientId }
  const pressed = pressedValue(value)
  if (pressed !== undefined) {
    const shown = channelData?.messageBack?.displayText ?? text
    return {
      kind: 'act',
      act: { kind: 'press', value: pressed },
      // Only what was pressed is kept: what else a client puts around it may be nested deeper than any reader's stack.
      echo: { ...(shown && { text: shown }), value: pressed, ...sender },
    }
  }
  if (text !== undefined) return { kind: 'act', act: { kind: 'text', text }, echo: { text, ...sender } }
  return { kind: 'act', act: { kind: 'unsupported' }, echo: sender }
}

export function readEvent({ name, value, channelData }: PostedActivity): Reading {
  if (name === 'webchat/push') {
    const { data: subscription } = PushSubscription.safeParse(value)
    return subscription ? { kind: 'act', act: { kind: 'push', subscription } } : { kind: 'ignored' }
  }
  if (name !== 'webchat/join') return { kind: 'ignored' }
  const { language, link } = channelData ?? {}
  return { kind: 'act', act: { kind: 'joined', ...(language && { language }), ...(link && { link }) } }
}

function pressedValue(value: unknown): string | undefined {
  const inner = typeof value === 'object' && value !== null && 'value' in value ? value.value : value
  return typeof inner === 'string' && inner !== '' ? inner : undefined
}
