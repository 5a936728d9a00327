import { setTimeout } from 'node:timers/promises'

/** Listens to an address's events as a browser does; `until` waits for one that fits, among those not yet looked at. */
export function hear<Event>(url: string, cookie: string) {
  const heard: Event[] = []
  const stop = new AbortController()
  let looked = 0
  const ended = listen()

  async function listen(): Promise<void> {
    const headers = { cookie, 'sec-fetch-site': 'same-origin' }
    const response = await fetch(url, { headers, signal: stop.signal })
    if (!response.ok || !response.body) throw new Error(`No events: ${response.status}`)
    let text = ''
    try {
      for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
        text += chunk
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const data = text.slice(0, end)
          text = text.slice(end + 2)
          if (data.startsWith('data: ')) heard.push(JSON.parse(data.slice(6)) as Event)
        }
      }
    } catch (error) {
      if (!stop.signal.aborted) throw error
    }
  }

  async function until(fits: (event: Event) => boolean): Promise<Event> {
    for (let tries = 0; tries < 2000; tries++) {
      const event = heard[looked]
      if (event !== undefined) looked += 1
      else await setTimeout(10)
      if (event !== undefined && fits(event)) return event
    }
    throw new Error('Nothing of the kind was heard')
  }

  return { next: () => until(() => true), until, all: () => heard, stop: () => stop.abort(), ended }
}
