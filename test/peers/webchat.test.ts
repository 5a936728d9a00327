import { once } from 'node:events'
import { createReadStream, existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newApplicant } from './applicant.ts'
import { startProduct } from './product.ts'

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const bundle = new URL('node_modules/botframework-webchat/dist/webchat-minimal.js', import.meta.url)

/** A page of the office's own site that embeds the official Web Chat, as its documentation says. */
const page = (
  product: string,
) => `<!doctype html><html lang="uk"><meta charset="utf-8"><div id="webchat" style="height: 600px"></div>
<script src="/webchat.js"></script>
<script>
  window.said = new Map()
  const store = WebChat.createStore({}, () => (next) => (action) => {
    const { activity } = action.payload ?? {}
    if (action.type === 'DIRECT_LINE/INCOMING_ACTIVITY' && activity.from.role === 'bot') said.set(activity.id, activity)
    return next(action)
  })
  fetch('${product}/v3/directline/tokens/generate', { method: 'POST' })
    .then((response) => response.json())
    .then(({ token }) => {
      const directLine = WebChat.createDirectLine({ token, domain: '${product}/v3/directline' })
      WebChat.renderWebChat({ directLine, store, locale: 'uk-UA' }, document.getElementById('webchat'))
    })
</script></html>`

describe.skipIf(!existsSync(executablePath))('the official Web Chat', () => {
  let product: Awaited<ReturnType<typeof startProduct>>
  let site: Server
  let browser: Browser
  let window: Page

  beforeAll(async () => {
    site = createServer((request, response) => {
      if (request.url === '/webchat.js') return void createReadStream(bundle).pipe(response)
      response.setHeader('content-type', 'text/html; charset=utf-8').end(page(product.url))
    }).listen(0, '127.0.0.1')
    await once(site, 'listening')
    const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
    product = await startProduct({ EMBED_ORIGINS: origin })
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    window = await browser.newPage()
    await window.goto(origin)
  }, 90_000)

  afterAll(async () => {
    await browser.close()
    site.close()
    await product.stop()
  })

  test("books an appointment on the office's own site", async () => {
    const applicant = newApplicant()
    const steps: string[] = []
    let said = await heard(0)
    while (!said.some(({ channelData }) => channelData.appointment)) {
      const question = said.findLast(({ channelData }) => channelData.step)
      steps.push(question.channelData.step)
      expect(steps.length).toBeLessThan(30)
      await answer(question, applicant[question.channelData.step])
      said = await heard(steps.length)
    }
    expect(steps.slice(0, 2)).toEqual(['language', 'menu'])
    const transcript = window.locator('.webchat__basic-transcript')
    const shown = await transcript.innerText()
    const { code } = said.find(({ channelData }) => channelData.appointment).channelData.appointment
    expect(shown).toContain(code)
    expect(shown).not.toMatch(/language:|menu:|department:/)
    expect(await transcript.locator('img[alt^="check-in-"]').count()).toBe(1)
    expect(shown).toContain(`termin-${code}.ics`)
    expect(shown).not.toContain('Не вдалося')
  }, 120_000)

  /** What the office has said, once it has asked more than so many questions. */
  async function heard(questions: number): Promise<any[]> {
    const said = () => window.evaluate(() => [...Reflect.get(globalThis, 'said').values()])
    await expect
      .poll(async () => (await said()).filter(({ channelData }) => channelData.step).length)
      .toBeGreaterThan(questions)
    return said()
  }

  async function answer({ suggestedActions }: any, typed: string | undefined): Promise<void> {
    if (typed === undefined) {
      await window.getByRole('button', { name: suggestedActions.actions[0].title, exact: true }).last().click()
      return
    }
    const box = window.locator('[data-id="webchat-sendbox-input"]')
    await box.fill(typed)
    await box.press('Enter')
  }
})
