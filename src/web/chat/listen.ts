import { parse } from './json.ts'

const opens = 8_000
const pings = 20_000
/** Longer silence than the server's own pings leave: the line may be dead without either side knowing. */
const silence = 50_000

export type Line = { close(): void }

/**
 * One WebSocket, from its opening to its end. `ended` says how long it had been open, 0 when it never was; `quiet` is
 * called when it has been suspiciously silent, so that somebody asks the server another way.
 */
export function listen(
  url: string,
  {
    opened,
    heard,
    quiet,
    ended,
  }: { opened: () => void; heard: (set: unknown) => void; quiet: () => void; ended: (lasted: number) => void },
): Line {
  const socket = new WebSocket(url)
  let since = 0
  let last = Date.now()
  const timeout = setTimeout(() => socket.close(), opens)
  const ping = setInterval(() => {
    if (socket.readyState === WebSocket.OPEN) socket.send('')
    if (Date.now() - last > silence) quiet()
  }, pings)
  socket.onopen = () => {
    clearTimeout(timeout)
    since = Date.now()
    opened()
  }
  socket.onmessage = ({ data }) => {
    last = Date.now()
    if (data) heard(parse(String(data)))
  }
  const finish = () => {
    clearTimeout(timeout)
    clearInterval(ping)
    socket.onclose = null
    ended(since && Date.now() - since)
  }
  socket.onclose = finish
  return {
    // A socket whose line is gone reports its close only after minutes: it counts as closed at once.
    close: () => {
      socket.close()
      if (socket.onclose) finish()
    },
  }
}
