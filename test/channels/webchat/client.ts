import { randomUUID } from 'node:crypto'

export type Answer = { status: number; body: any; headers: Headers }
export type Session = { conversationId: string; token: string; streamUrl: string }
type Request = { token?: string; body?: unknown; headers?: Record<string, string> }

/** Speaks Direct Line as any program without a browser does. */
export function client(url: string) {
  async function call(method: string, path: string, { token, body, headers = {} }: Request = {}): Promise<Answer> {
    const response = await fetch(`${url}/v3/directline${path}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text), headers: response.headers }
  }

  async function start(wish: object = {}, opening: object = {}): Promise<Session> {
    const { token } = (await call('POST', '/tokens/generate', { body: wish })).body
    return (await call('POST', '/conversations', { token, body: opening })).body
  }

  function post({ conversationId, token }: Session, activity: object): Promise<Answer> {
    return call('POST', `/conversations/${conversationId}/activities`, { token, body: activity })
  }

  function say(session: Session, text: string, clientActivityID: string = randomUUID()): Promise<Answer> {
    return post(session, { type: 'message', text, channelData: { clientActivityID } })
  }

  async function read(
    { conversationId, token }: Session,
    watermark?: string,
  ): Promise<{ activities: any[]; watermark: string }> {
    const query = watermark === undefined ? '' : `?watermark=${watermark}`
    return (await call('GET', `/conversations/${conversationId}/activities${query}`, { token })).body
  }

  return { call, start, post, say, read }
}
