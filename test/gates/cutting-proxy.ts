import { connect, createServer, type AddressInfo, type NetConnectOpts, type Socket } from 'node:net'

/** What passes on its way to the server; true cuts the connection right behind it: it arrives, and no answer comes back. */
type Cut = (chunk: Buffer) => boolean

/** A wire that can be cut. `to` is where it leads. */
export async function cuttingProxy(to: NetConnectOpts, isCut: Cut) {
  const pairs = new Set<[Socket, Socket]>()
  const server = createServer((near) => {
    const far = connect(to)
    const pair: [Socket, Socket] = [near, far]
    pairs.add(pair)
    const end = () => {
      pairs.delete(pair)
      near.destroy()
      far.destroy()
    }
    near.on('data', (chunk) => {
      if (!isCut(chunk)) return void far.write(chunk)
      near.destroy()
      far.end(chunk)
    })
    far.on('data', (chunk) => {
      if (!near.destroyed) near.write(chunk)
    })
    for (const socket of pair) socket.on('error', end).on('close', () => setTimeout(end, 200))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    /** Cuts everything at once, whatever is on its way. */
    cutAll(): number {
      const count = pairs.size
      for (const [near, far] of pairs) {
        near.destroy()
        far.destroy()
      }
      return count
    },
    async close() {
      this.cutAll()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
