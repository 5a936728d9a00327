import { readFileSync } from 'node:fs'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { PageTexts } from '#web/page-texts.ts'
import type { Site } from './site.ts'

type Wish = BrowserContextOptions & { locale: string }

/** Somebody at the page: what one can do there, and what the browser noticed meanwhile. */
export async function visit({ browser, site }: { browser: Browser; site: Pick<Site, 'origin'> }, wish: Wish) {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, reducedMotion: 'reduce', ...wish })
  const page = await context.newPage()
  const noticed = watch(page, site.origin)
  await page.goto(site.origin)
  const self = {
    page,
    context,
    ...noticed,
    texts: pageTexts(wish.locale),
    /** Waits for the open question and resolves to its step. */
    async asked(): Promise<string> {
      const choices = page.locator('.choices')
      await choices.waitFor()
      return (await choices.getAttribute('data-step')) ?? ''
    },
    async taps(value: string) {
      await page.locator(`.choices button[value^="${value}"]`).first().click()
      return self.asked()
    },
    async types(text: string) {
      await page.locator('#message').fill(text)
      await page.keyboard.press('Enter')
      return self.asked()
    },
    /** The person's own bubbles, without what only screen readers hear. */
    async ownMessages(): Promise<string[]> {
      return page.locator('.own .bubble').evaluateAll((bubbles) =>
        bubbles.map((bubble) =>
          [...bubble.childNodes]
            .filter((node) => !(node instanceof Element && node.classList.contains('spoken')))
            .map((node) => node.textContent)
            .join(''),
        ),
      )
    },
    /** What the office has said last. */
    async answer(): Promise<string> {
      return page.locator('.office').last().innerText()
    },
    close: () => context.close(),
  }
  await self.asked()
  return self
}

export type Visitor = Awaited<ReturnType<typeof visit>>

/** Requests that go elsewhere, and everything the console complains of: a policy's refusal, an error, a warning. */
function watch(page: Page, origin: string) {
  const elsewhere: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(origin) && !/^(data|blob):/.test(url)) elsewhere.push(url)
  })
  page.on('websocket', (socket) => {
    if (new URL(socket.url()).host !== new URL(origin).host) elsewhere.push(socket.url())
  })
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error.stack)))
  return { elsewhere, complaints }
}

export function pageTexts(locale: string): PageTexts {
  return JSON.parse(readFileSync(new URL(`../../locales/${locale.slice(0, 2)}/page.json`, import.meta.url), 'utf8'))
}

let people = 0

/** A name that nobody else in this run has: a person has one appointment in a department. */
export function someone(): string {
  people += 1
  return `Iryna ${String.fromCodePoint(64 + people)}etrenko`
}

/** From the menu to the booked appointment, always by the first choice. `at` is called at every question. */
export async function book(visitor: Visitor, at: (step: string) => Promise<void> = async () => {}, name = someone()) {
  let step = await visitor.asked()
  const steps: string[] = []
  while (step !== 'confirm') {
    steps.push(step)
    await at(step)
    expect(steps.length, steps.join(' ')).toBeLessThan(15)
    if (step === 'name') step = await visitor.types(name)
    else if (step === 'dateOfBirth') step = await visitor.types('14121990')
    else step = await visitor.taps(`${step}:`)
  }
  await at(step)
  await visitor.taps('confirm:')
  await visitor.page.locator('.card').first().waitFor()
  await at('booked')
  return [...steps, step]
}
