import { once } from 'node:events'
import { type ClientOptions, WebSocket } from 'ws'

/** A client's end of a stream: what arrived, frame by frame. */
export async function openStream(url: string, options: ClientOptions = {}) {
  const socket = new WebSocket(url, options)
  const frames: string[] = []
  socket.on('message', (data) => frames.push((data as Buffer).toString()))
  const closed = once(socket, 'close').then(([code]) => code as number)
  await once(socket, 'open')
  const sets = () => frames.filter((frame) => frame !== '').map((frame) => JSON.parse(frame))
  const activities = () => sets().flatMap((set) => set.activities)
  return { socket, frames, closed, sets, activities, close: () => socket.close() }
}

/** The status with which an upgrade is refused. */
export function refusal(url: string, options: ClientOptions = {}): Promise<number | undefined> {
  const socket = new WebSocket(url, options)
  return new Promise((resolve, reject) => {
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode))
    socket.on('error', reject)
    socket.on('open', () => reject(new Error('The upgrade was not refused')))
  })
}
