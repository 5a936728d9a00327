import type { Conversations } from '#conversation/conversations.ts'
import type { Speaker } from './tokens.ts'

/**
 * Says that somebody came. Official clients send `webchat/join` never, once or twice, so the server says it whenever a
 * client connects; whether that is worth a greeting is for the conversation to judge. `language` is the one that the page
 * had settled when it asked for its token.
 */
export async function greet(conversations: Conversations, speaker: Speaker, now: Date): Promise<void> {
  const { conversationId, language, locale } = speaker
  await conversations.receive({
    address: { channel: 'webchat', conversationId },
    key: joinKey(speaker, language, now),
    act: language ? { kind: 'joined', language } : { kind: 'joined' },
    ...(locale !== undefined && { locale }),
  })
}

/**
 * Once a day, since clients behind a proxy that lets no WebSocket through reconnect every few seconds; once more for a
 * page that settles the language after a greeting that could not know it.
 */
export function joinKey({ conversationId }: Speaker, language: string | undefined, now: Date): string {
  return [conversationId, 'join', now.toISOString().slice(0, 10), language ?? ''].join(':')
}
