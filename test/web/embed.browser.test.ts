import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { borrowChromium, chromiumPath, giveBack } from './chromium.ts'
import { eventually } from './eventually.ts'
import { openSite, type Site } from './site.ts'

describe.skipIf(chromiumPath === undefined)('the chat on the office’s own site', { timeout: 60_000 }, () => {
  let office: Server
  let stranger: Server
  let site: Site
  let browser: Browser
  beforeAll(async () => {
    const chat = () => site.origin
    ;[office, stranger] = await Promise.all([publish(chat), publish(chat)])
    ;[site, browser] = await Promise.all([openSite({ EMBED_ORIGINS: addressOf(office) }), borrowChromium()])
  }, 60_000)
  afterAll(async () => {
    await giveBack(browser)
    await site.close()
    office.close()
    stranger.close()
  })

  it('is one line, at most 3 kB', async () => {
    const script = await (await fetch(`${site.origin}/embed.js`, { headers: { 'accept-encoding': 'identity' } })).text()
    expect(gzipSync(script).length).toBeLessThanOrEqual(3000)
    const response = await fetch(`${site.origin}/embed.js`)
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  })

  it('opens from a button, under a strict policy and without leaving anything behind on the site', async () => {
    const { page, complaints, close } = await open('?lang=de')
    const names = await page.evaluate(() => Object.keys(window).filter((name) => /terminlotse|launcher/i.test(name)))
    expect(names).toEqual([])
    await page.getByRole('button', { name: 'Termin vereinbaren' }).click()
    const button = page.getByRole('button', { name: 'Schließen' })
    await eventually(() => button.getAttribute('aria-expanded')).toBe('true')
    expect(await page.locator('iframe').getAttribute('title')).not.toBe('')
    const chat = page.frameLocator('iframe')
    await chat.locator('.choices button[value="menu:book"]').click()
    await chat.locator('.choices[data-step="department"]').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Termin vereinbaren', expanded: false }).waitFor()
    await page.locator('iframe').waitFor({ state: 'hidden' })
    expect(complaints).toEqual([])
    await close()
  })

  it('can be framed by nobody else', async () => {
    const { page, complaints, close } = await open('?lang=de', stranger)
    await page.getByRole('button', { name: 'Termin vereinbaren' }).click()
    await eventually(() => complaints.join()).toContain('frame-ancestors')
    await close()
  })

  it('stands on the other side on a page from right to left, in its language', async () => {
    const { page, close } = await open('?lang=ar&dir=rtl')
    const box = await page.getByRole('button', { name: 'حجز موعد' }).boundingBox()
    expect(box?.x).toBeLessThan(30)
    await close()
  })

  async function open(query: string, at = office) {
    const context = await browser.newContext({ viewport: { width: 1024, height: 768 } })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(`${addressOf(at)}/${query}`)
    await page.locator('button').waitFor()
    return { page, complaints, close: () => context.close() }
  }
})

/** A site that shows the chat with one line and allows nothing that the line does not need. */
async function publish(chat: () => string): Promise<Server> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://office')
    const policy = `default-src 'none'; script-src ${chat()}; frame-src ${chat()}; style-src 'none'`
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy })
    const [language, direction] = [searchParams.get('lang') ?? 'de', searchParams.get('dir') ?? 'ltr']
    response.end(`<!doctype html><html lang="${language}" dir="${direction}"><title>Kreis</title>
      <h1>Kreis</h1><script src="${chat()}/embed.js" async></script>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
