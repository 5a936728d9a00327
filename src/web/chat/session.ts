import type { Language } from '#texts.ts'
import { record, text } from './json.ts'
import { recall, remember } from './memory.ts'
import { type Answer, type Request, request } from './request.ts'

/** A token and the one conversation it opens. */
export type Session = { conversationId: string; token: string }

export type Sessions = {
  /** A request in the name of the conversation, with a new token if the old one is no longer taken. */
  call(ask: (session: Session) => Request): Promise<Answer>
  renew(): Promise<void>
}

/**
 * The device cookie leads to the person's conversation, so a lost token costs one request. The tab keeps its own token
 * too, for pages inside frames, where browsers withhold the cookie. `replaced` hears of another conversation.
 */
export function openSessions({ language, replaced }: { language: () => Language; replaced: () => void }): Sessions {
  let session = readSession(recall('session'))
  let conversationId = session?.conversationId
  let beginning: Promise<Answer> | undefined

  function keep(answer: Answer): void {
    session = answer.outcome === 'ok' ? readSession(answer.body) : undefined
    remember('session', session)
    if (session === undefined) return
    if (conversationId !== undefined && conversationId !== session.conversationId) replaced()
    conversationId = session.conversationId
  }

  async function begin(): Promise<Answer> {
    const answer = await request({
      method: 'POST',
      path: '/tokens/generate',
      body: { device: true, language: language() },
    })
    keep(answer)
    beginning = undefined
    return answer.outcome === 'slow-down' ? answer : { outcome: 'unreachable' }
  }

  async function call(ask: (session: Session) => Request, tries = 2): Promise<Answer> {
    const refusal = session ? undefined : await (beginning ??= begin())
    const used = session
    if (used === undefined) return refusal ?? { outcome: 'unreachable' }
    const answer = await request({ ...ask(used), token: used.token })
    if (answer.outcome !== 'refused' || ![401, 403, 404].includes(answer.status)) return answer
    if (session === used) session = undefined
    return tries > 1 ? call(ask, tries - 1) : { outcome: 'unreachable' }
  }

  return {
    call,
    renew: async () => {
      const answer = await call(() => ({ method: 'POST', path: '/tokens/refresh' }))
      if (answer.outcome === 'ok') keep(answer)
    },
  }
}

function readSession(value: unknown): Session | undefined {
  const fields = record(value)
  const [conversationId, token] = [text(fields['conversationId']), text(fields['token'])]
  return conversationId && token ? { conversationId, token } : undefined
}
