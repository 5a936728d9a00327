import type { Language } from '#texts.ts'
import { readArrival } from './arrival.ts'
import { openDirectLine } from './direct-line.ts'
import { directionOf } from './languages.ts'
import { erasure, type Log, merge } from './log.ts'
import { recall, remember } from './memory.ts'
import {
  activityOf,
  type Letter,
  mark,
  nextLetter,
  type Outbox,
  readOutbox,
  without,
  withoutArrived,
  withoutSent,
} from './outbox.ts'
import { pauses } from './pauses.ts'
import { backoff } from './backoff.ts'
import type { PageTexts, Texts } from './texts.ts'

/** Everything the page shows. `trouble` is why messages wait. */
export type View = {
  language: Language
  texts: PageTexts
  log: Log
  outbox: Outbox
  trouble: 'offline' | 'busy' | undefined
}

export type Deeds = {
  send(message: { text: string; value?: string }): void
  sendAgain(letter: Letter): void
  discard(letter: Letter): void
  /** Shows notifications on this device from now on, if the person allows it. */
  notify(key: string): void
}

/** A lost connection is announced only once it has lasted: most are back within a breath. */
const grace = 1_000

/** How long an acknowledged message is shown while the feed has not repeated it. */
const untilRepeated = 10_000

export function startChat({ language, texts, load }: Texts, draw: (view: View, deeds: Deeds) => void): void {
  let view: View = { language, texts, log: [], outbox: readOutbox(recall('outbox')), trouble: undefined }
  let isSending = false
  let offlineSoon: ReturnType<typeof setTimeout> | undefined
  const { pause, wake } = pauses()

  function change(part: Partial<View>): void {
    view = { ...view, ...part }
    if (part.outbox)
      remember(
        'outbox',
        part.outbox.filter(({ state }) => state !== 'sent'),
      )
    draw(view, deeds)
  }

  function reached(isReachable: boolean): void {
    if (isReachable) {
      clearTimeout(offlineSoon)
      offlineSoon = undefined
      if (view.trouble === 'offline') {
        change({ trouble: undefined })
        wake()
      }
    } else {
      offlineSoon ??= setTimeout(() => change({ trouble: 'offline' }), navigator.onLine ? grace : 0)
    }
  }

  async function speak(wanted: Language | undefined): Promise<void> {
    if (wanted === undefined || wanted === view.language) return
    const loaded = await load(wanted)
    if (loaded === undefined || view.log.findLast((activity) => activity.language)?.language !== wanted) return
    settle(wanted, loaded)
    change({ language: wanted, texts: loaded })
  }

  const line = openDirectLine({
    language: () => view.language,
    reached,
    replaced: () => change({ log: [] }),
    heard: ({ activities }) => {
      if (activities.length === 0) return
      const log = merge(view.log, activities)
      const isErased = erasure(log) !== erasure(view.log)
      change({ log, outbox: withoutArrived(isErased ? withoutSent(view.outbox) : view.outbox, log) })
      void speak(log.findLast((activity) => activity.language)?.language)
    },
  })

  async function sendAll(): Promise<void> {
    if (isSending) return
    isSending = true
    for (let failures = 0, letter = nextLetter(view.outbox); letter; letter = nextLetter(view.outbox)) {
      const erased = erasure(view.log)
      const answer = await line.post(activityOf(letter))
      if (answer.outcome === 'ok' || answer.outcome === 'refused') {
        failures = 0
        finish(letter, answer.outcome === 'ok' ? 'sent' : 'refused')
        if (erasure(view.log) !== erased) change({ outbox: withoutSent(view.outbox) })
      } else {
        if (answer.outcome === 'slow-down') change({ trouble: 'busy' })
        await pause(answer.outcome === 'slow-down' ? answer.milliseconds : backoff(failures++, Math.random()))
      }
      if (view.trouble === 'busy') change({ trouble: undefined })
    }
    isSending = false
  }

  /** Says by which link somebody came, until the server has heard it. */
  function arrive(link: string): Promise<void> {
    return tell({ name: 'webchat/join', channelData: { language: view.language, link } })
  }

  async function tell({
    channelData,
    ...event
  }: {
    name: string
    value?: object
    channelData?: object
  }): Promise<void> {
    const activity = { type: 'event', ...event, channelData: { clientActivityID: newClientId(), ...channelData } }
    for (let failures = 0; ; failures++) {
      const { outcome } = await line.post(activity)
      if (outcome === 'ok' || outcome === 'refused') return
      await pause(backoff(failures, Math.random()))
    }
  }

  async function notify(key: string): Promise<void> {
    const { subscribe } = await import('./push.ts')
    const value = await subscribe(key)
    if (value) await tell({ name: 'webchat/push', value })
  }

  function finish(letter: Letter, state: 'sent' | 'refused'): void {
    change({ outbox: mark(view.outbox, letter, state) })
    if (state === 'sent') setTimeout(() => deeds.discard(letter), untilRepeated)
  }

  function enqueue(outbox: Outbox): void {
    change({ outbox })
    void sendAll()
    if (view.trouble === 'offline') line.wake()
  }

  const deeds: Deeds = {
    send: (message) => enqueue([...view.outbox, { clientId: newClientId(), ...message, state: 'waiting' }]),
    sendAgain: (letter) => enqueue([...without(view.outbox, letter), { ...letter, state: 'waiting' }]),
    discard: (letter) => change({ outbox: without(view.outbox, letter) }),
    notify: (key) => void notify(key),
  }
  addEventListener('online', wake)
  enqueue(view.outbox)
  const link = readArrival()
  if (link) void arrive(link)
}

/** Page and document speak the same language, and so does the server at the next visit. */
function settle(language: Language, texts: PageTexts): void {
  document.documentElement.lang = language
  document.documentElement.dir = directionOf(language)
  document.title = texts.title
  document.cookie = `language=${language}; path=/; max-age=31536000; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`
}

function newClientId(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('')
}
