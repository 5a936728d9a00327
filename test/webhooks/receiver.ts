import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Received = { headers: IncomingHttpHeaders; body: string }

/** Another system on a port of its own. It answers with `status`; `respond` may do something else instead. */
export async function openReceiver() {
  const received: Received[] = []
  const waiting: (() => void)[] = []
  const mood: { status: number; isSilent: boolean; location?: string } = { status: 204, isSilent: false }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
      waiting.splice(0).forEach((wake) => wake())
      if (mood.isSilent) return
      response.writeHead(mood.status, mood.location === undefined ? {} : { location: mood.location }).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    received,
    mood,
    /** Settles as soon as something comes. */
    hears: () => new Promise<void>((resolve) => waiting.push(resolve)),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type Receiver = Awaited<ReturnType<typeof openReceiver>>
