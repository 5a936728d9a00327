import type { Browser } from 'playwright-core'
import { withServer } from '../gates/gate-server.ts'
import { chromiumPath, openChromium } from '../web/chromium.ts'
import { type Bench, type Measured, median } from './bench.ts'
import { hasPeers, openPages } from './page-site.ts'

/** What a cold visit costs on a slow phone with a bad line, until the first button can be pressed. */
export const bench: Bench = { name: 'chat page', run: () => withServer(undefined, visitAll) }

const rounds = 5
/** 400 kbit/s and 400 ms there and back, on a processor a fourth as fast. */
const line = { offline: false, downloadThroughput: 50_000, uploadThroughput: 50_000, latency: 400 }
const slower = 4

/** A button that goes on with the talk, on our page and on the official one. */
const button = '.choices button, .webchat__suggested-actions__button'

type Visit = { seconds: number; bytes: number }

async function visitAll(server: Parameters<typeof openPages>[0]): Promise<Measured> {
  if (chromiumPath === undefined) return { 'left out': 'no Chromium found' }
  const site = await openPages(server)
  const browser = await openChromium()
  try {
    const pages = { ours: '/', ...(hasPeers && { full: '/peers/webchat', minimal: '/peers/webchat-minimal' }) }
    const visits = new Map<string, Visit[]>(Object.keys(pages).map((name) => [name, []]))
    for (let round = 0; round <= rounds; round++) {
      for (const [name, path] of Object.entries(pages)) {
        const visit = await visitCold(browser, `${site.origin}${path}`)
        // The first round warms the server, never the browser.
        if (round > 0) visits.get(name)?.push(visit)
      }
    }
    return figures(visits)
  } finally {
    await browser.close()
    await site.close()
  }
}

async function visitCold(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({ locale: 'uk-UA', viewport: { width: 360, height: 640 } })
  try {
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditions', line)
    await session.send('Emulation.setCPUThrottlingRate', { rate: slower })
    let bytes = 0
    session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
    session.on('Network.webSocketFrameReceived', ({ response }) => (bytes += Buffer.byteLength(response.payloadData)))
    await page.goto(url, { waitUntil: 'commit', timeout: 120_000 })
    const usable = await page.waitForFunction(
      (selector) => {
        const found = document.querySelector<HTMLButtonElement>(selector)
        return found && !found.disabled && found.getClientRects().length > 0 ? performance.now() : undefined
      },
      button,
      { polling: 'raf', timeout: 120_000 },
    )
    return { seconds: ((await usable.jsonValue()) ?? Number.NaN) / 1000, bytes }
  } finally {
    await context.close()
  }
}

function figures(visits: ReadonlyMap<string, readonly Visit[]>): Measured {
  const seconds = (name: string) => median(visits.get(name)?.map((visit) => visit.seconds) ?? [])
  const bytes = (name: string) => median(visits.get(name)?.map((visit) => visit.bytes) ?? [])
  const said = (name: string) => `${seconds(name).toFixed(2)} s, ${(bytes(name) / 1000).toFixed(1)} kB`
  const line = { 'to the first usable button, cold': `400 kbit/s, 400 ms, CPU 4 times slower; median of ${rounds}` }
  if (!hasPeers) return { ...line, ours: said('ours'), peers: 'not installed: npm run peers' }
  return {
    ...line,
    ours: said('ours'),
    'official Web Chat, full': said('full'),
    'official Web Chat, minimal': said('minimal'),
    'share of the full one’s time (at most 0.25)': (seconds('ours') / seconds('full')).toFixed(3),
    'share of the minimal one’s time (at most 0.33)': (seconds('ours') / seconds('minimal')).toFixed(3),
  }
}
