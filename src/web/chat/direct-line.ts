import type { Language } from '#texts.ts'
import { type ActivitySet, readActivitySet } from './activity.ts'
import { backoff } from './backoff.ts'
import { record, text } from './json.ts'
import { type Line, listen } from './listen.ts'
import { pauses } from './pauses.ts'
import type { Answer } from './request.ts'
import { openSessions, type Session } from './session.ts'

const refreshEvery = 15 * 60_000
const pollEvery = 2_000
const pollsBeforeSocket = 15
const shortSocket = 5_000
const patience = 4_000

export type DirectLine = {
  post(activity: object): Promise<Answer>
  /** Stop waiting and try now. */
  wake(): void
}

export type Listener = {
  language: () => Language
  heard: (set: ActivitySet) => void
  /** Whether the server answers; heard often, also without a change. */
  reached: (isReachable: boolean) => void
  /** From here on it is another conversation. */
  replaced: () => void
}

/** Direct Line 3.0: a socket while it holds, polling where sockets don't get through, from the start of the feed. */
export function openDirectLine({ language, heard, reached, replaced }: Listener): DirectLine {
  let watermark: string | undefined
  let heardAt = 0
  let line: Line | undefined
  const { pause, wake } = pauses()
  const sessions = openSessions({
    language,
    replaced: () => {
      watermark = undefined
      heardAt = 0
      line?.close()
      replaced()
    },
  })

  async function call(method: 'GET' | 'POST', path: (session: Session) => string, body?: object): Promise<Answer> {
    const answer = await sessions.call((session) => ({ method, path: path(session), body }))
    reached(answer.outcome !== 'unreachable')
    return answer
  }

  function hear(set: unknown): void {
    const read = readActivitySet(set)
    watermark = read.watermark ?? watermark
    heardAt = Date.now()
    heard(read)
  }

  async function poll(): Promise<Answer> {
    const asked = watermark
    const answer = await call('GET', (session) => `${activities(session)}${mark(asked)}`)
    if (answer.outcome === 'ok') hear(answer.body)
    if (answer.outcome === 'unreachable') line?.close()
    return answer
  }

  async function post(activity: object): Promise<Answer> {
    const postedAt = Date.now()
    const answer = await call('POST', activities, { locale: language(), ...activity })
    // A socket may have died unnoticed: an answer that does not come by itself is fetched.
    const fetch = () => (heardAt < postedAt ? void poll() : undefined)
    if (answer.outcome === 'ok') setTimeout(fetch, line ? patience : 0)
    return answer
  }

  function stay(streamUrl: string): Promise<number> {
    return new Promise((ended) => {
      line = listen(streamUrl, {
        opened: () => reached(true),
        heard: hear,
        quiet: () => void poll(),
        ended: (lasted) => {
          line = undefined
          ended(lasted)
        },
      })
    })
  }

  async function run(): Promise<never> {
    let failures = 0
    for (;;) {
      // Asked for first, messages need not wait for the socket, and it has nothing to repeat.
      if (watermark === undefined) await poll()
      const started = await call('GET', ({ conversationId }) => `/conversations/${conversationId}${mark(watermark)}`)
      const streamUrl = started.outcome === 'ok' ? text(record(started.body)['streamUrl']) : undefined
      if (streamUrl === undefined) {
        await pause(started.outcome === 'slow-down' ? started.milliseconds : backoff(failures++, Math.random()))
        continue
      }
      const lasted = await stay(streamUrl)
      failures = lasted > shortSocket ? 0 : failures + 1
      for (let polls = 0; lasted === 0 && polls < pollsBeforeSocket && (await poll()).outcome === 'ok'; polls++)
        await pause(pollEvery)
      await pause(backoff(failures, Math.random()) / 2)
    }
  }

  addEventListener('online', wake)
  addEventListener('offline', () => {
    reached(false)
    line?.close()
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void poll().then(wake)
  })
  setInterval(() => void sessions.renew(), refreshEvery)
  void run()
  return { post, wake }
}

function activities({ conversationId }: Session): string {
  return `/conversations/${conversationId}/activities`
}

function mark(watermark: string | undefined): string {
  return watermark === undefined ? '' : `?watermark=${encodeURIComponent(watermark)}`
}
