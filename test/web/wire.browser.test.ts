import { expect, it } from 'vitest'
import { inBrowser } from './in-browser.ts'
import { pageTexts } from './visitor.ts'

const budget = 30_000

inBrowser('what goes over the wire', (rig) => {
  for (const locale of ['uk', 'ar']) {
    it(`needs at most ${budget / 1000} kB before the first button in ${locale}`, async () => {
      const context = await rig.browser.newContext({ locale })
      const page = await context.newPage()
      const session = await context.newCDPSession(page)
      await session.send('Network.enable')
      const received = new Map<string, number>()
      const sent = new Map<string, string>()
      session.on('Network.responseReceived', ({ requestId, response }) => sent.set(requestId, response.url))
      session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
        received.set(requestId, encodedDataLength),
      )
      session.on('Network.webSocketFrameReceived', ({ requestId, response }) => {
        received.set(requestId, (received.get(requestId) ?? 0) + Buffer.byteLength(response.payloadData))
      })
      await page.goto(rig.site.origin)
      await page.locator('.choices').waitFor()
      await page.waitForLoadState('networkidle')
      const bytes = [...received].map(([id, length]) => [sent.get(id)?.replace(rig.site.origin, ''), length] as const)
      const total = bytes.reduce((sum, [, length]) => sum + length, 0)
      expect(bytes.map(([url]) => url)).toContain('/')
      expect(total, JSON.stringify(bytes)).toBeLessThanOrEqual(budget)
      await context.close()
    })
  }

  it('is the same page in every encoding, and none when nothing has changed', async () => {
    const get = (headers: Record<string, string>) =>
      fetch(rig.site.origin, { headers: { 'accept-language': 'uk', ...headers } })
    const plain = await get({ 'accept-encoding': 'identity' })
    const text = await plain.text()
    expect(text).toContain('<html lang="uk" dir="ltr">')
    for (const encoding of ['br', 'gzip']) {
      const compressed = await get({ 'accept-encoding': encoding })
      expect(compressed.headers.get('content-encoding')).toBe(encoding)
      expect(await compressed.text()).toBe(text)
    }
    expect(plain.headers.get('cache-control')).toBe('no-cache')
    const again = await get({ 'if-none-match': plain.headers.get('etag') ?? '' })
    expect(again.status).toBe(304)
    const script = /src="(\/assets\/chat-\w+\.js)"/.exec(text)?.[1] ?? ''
    const asset = await fetch(`${rig.site.origin}${script}`, { headers: { 'accept-encoding': 'br' } })
    expect(asset.headers.get('content-encoding')).toBe('br')
    expect(asset.headers.get('cache-control')).toContain('immutable')
    expect(asset.headers.get('cache-control')).toContain('max-age=31536000')
  })

  it('has nothing inline that its policy would have to allow', async () => {
    const page = await (await fetch(rig.site.origin)).text()
    expect(page).not.toMatch(/<script(?![^>]*(src=|type="application\/json"))/)
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/)
  })

  it('is readable without JavaScript in the reader’s language', async () => {
    const context = await rig.browser.newContext({ locale: 'tr', javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(rig.site.origin)
    expect(await page.locator('main').innerText()).toContain(pageTexts('tr').noscript)
    await context.close()
  })
})
