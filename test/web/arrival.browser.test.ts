import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadOffice } from '#appointments/office.ts'
import { webchat } from '#channels/webchat/webchat.ts'
import { readConfig } from '#config.ts'
import { conversations } from '#conversation/conversations.ts'
import { createServer } from '#http/server.ts'
import { createLog } from '#log.ts'
import { keysFrom } from '#privacy/keys.ts'
import { loadTexts } from '#texts.ts'
import { pages } from '#web/serve.ts'
import { freshOffice } from '../database/fresh-database.ts'
import { person } from '../stories/person.ts'
import { talkLine } from '../stories/talk-line.ts'
import { borrowChromium, chromiumPath, giveBack } from './chromium.ts'

/** The pages with a Telegram bot beside them, so that each can lead to the other. */
async function openSite() {
  const database = await freshOffice()
  const office = await loadOffice(database.prisma)
  const keys = keysFrom('a secret of at least thirty-two bytes for tests')
  const now = () => new Date()
  const config = readConfig({ LOG_LEVEL: 'silent' })
  const log = createLog(config)
  const server = await createServer({ config, log })
  const reach = { publicUrl: 'https://termine.example.de', telegramBot: () => 'neuss_termin_bot' }
  const talks = conversations({ database, keys, office: () => office, speak: loadTexts(), now, reach })
  await server.register(webchat({ conversations: talks, keys, config, log, database, now }))
  await server.register(pages())
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    conversations: talks,
    async close() {
      await server.close()
      await database.close()
    },
  }
}

describe.skipIf(chromiumPath === undefined)('somebody who comes by a link', () => {
  let site: Awaited<ReturnType<typeof openSite>>
  let browser: Browser
  beforeAll(async () => {
    ;[site, browser] = await Promise.all([openSite(), borrowChromium()])
  })
  afterAll(async () => {
    await giveBack(browser)
    await site.close()
  })

  async function comes(path: string, locale = 'de'): Promise<Page> {
    const context = await browser.newContext({ locale, viewport: { width: 360, height: 740 } })
    const page = await context.newPage()
    await page.goto(site.origin + path)
    return page
  }

  async function isAsked(page: Page, step: string): Promise<void> {
    await page.locator(`.choices button[value^="${step}:"]`).first().waitFor({ timeout: 15_000 })
  }

  it('from a poster is asked at once what the visit is for, in the language of the poster', async () => {
    const page = await comes('/?department=ukraine&language=uk')
    await isAsked(page, 'service')
    expect(await page.locator('html').getAttribute('lang')).toBe('uk')
    expect(page.url()).toBe(`${site.origin}/?language=uk`)
    await page.locator('button[value="menu:stop"]').first().click()
    await isAsked(page, 'menu')
    // A reload is no new arrival.
    await page.reload()
    await isAsked(page, 'menu')
    await page.context().close()
  })

  it('with a code finds the appointment that was booked in Telegram, and the code is gone from the address', async () => {
    const telegram = person(await talkLine(site, { language: 'ar' }), 'ar')
    await telegram.listens()
    const { code } = await telegram.books({ name: 'سارة المنتقلة', birthday: '09.09.1985' })
    await telegram.taps(telegram.t('menu.webchat'))
    const link = /https:\S+/.exec(telegram.heard.map(({ text }) => text).join('\n'))?.[0] ?? ''
    const page = await comes(`/${new URL(link).hash}`)
    await page.getByText(code).first().waitFor({ timeout: 15_000 })
    await page.locator('html[dir=rtl]').waitFor()
    expect(page.url()).toBe(`${site.origin}/`)
    await page.context().close()
  })

  it('can go on in Telegram by a link that opens beside the page', async () => {
    const page = await comes('/?language=de')
    await isAsked(page, 'menu')
    await page.locator('button[value="menu:telegram"]').click()
    const link = page.locator('.office a[href^="https://t.me/neuss_termin_bot?start=c-"]')
    await link.waitFor({ timeout: 15_000 })
    expect(await link.getAttribute('rel')).toContain('noopener')
    await page.context().close()
  })
})
