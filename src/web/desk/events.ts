import { setClockBy } from './clock.ts'

/** Milliseconds: the server says something every 15 s, if only that it is there. */
const silence = 40_000
const pauses = [500, 1000, 2000, 5000]

type Listening<Event> = {
  heard: (event: Event) => void
  /** The line is lost, or it is there again. */
  lineIs: (state: 'there' | 'lost') => void
  /** The server does not let us in (any more). */
  refused: (status: number) => void
}

/** Hears an address's events until the returned function is called; a lost line is taken up again by itself. */
export function listenTo<Event>(path: string, { heard, lineIs, refused }: Listening<Event>): () => void {
  const stop = new AbortController()
  let failures = 0
  let wake = () => {}

  async function attempt(): Promise<void> {
    const line = new AbortController()
    const cut = () => line.abort()
    stop.signal.addEventListener('abort', cut)
    let watchdog = setTimeout(cut, silence)
    try {
      const response = await fetch(`/api/v1${path}`, { headers: { 'x-automatic': 'true' }, signal: line.signal })
      setClockBy(response)
      if (response.status === 401 || response.status === 403) refused(response.status)
      if (!response.ok || response.body === null) return
      failures = 0
      lineIs('there')
      let text = ''
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        clearTimeout(watchdog)
        watchdog = setTimeout(cut, silence)
        const events = `${text}${part.value}`.split('\n\n')
        text = events.pop() ?? ''
        for (const event of events) if (event.startsWith('data: ')) heard(JSON.parse(event.slice(6)))
      }
    } catch {
      // The line is lost: that is said below, and tried again.
    } finally {
      clearTimeout(watchdog)
      stop.signal.removeEventListener('abort', cut)
    }
  }

  async function keepOn(): Promise<void> {
    while (!stop.signal.aborted) {
      await attempt()
      if (stop.signal.aborted) return
      lineIs('lost')
      await pause(pauses[Math.min(failures++, pauses.length - 1)] ?? 5000)
    }
  }

  function pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  const hurry = () => wake()
  addEventListener('online', hurry)
  void keepOn()
  return () => {
    removeEventListener('online', hurry)
    stop.abort()
    wake()
  }
}
