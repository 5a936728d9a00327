import type { AddressInfo } from 'node:net'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest'
import { openDesk, type OpenDesk } from '../api/desk-office.ts'
import { today } from '../api/visitor.ts'
import { borrowChromium, chromiumPath, giveBack } from '../web/chromium.ts'

export type Rig = { desk: OpenDesk; browser: Browser; origin: string }

/** Tests with a desk whose clock shows 09:30 and a browser of their own, left out where there is no Chromium. */
export function atTheDesk(name: string, tests: (rig: Rig) => void): void {
  describe.skipIf(chromiumPath === undefined)(name, { timeout: 60_000 }, () => {
    const rig = {} as Rig
    beforeAll(async () => {
      ;[rig.desk, rig.browser] = await Promise.all([
        openDesk({ now: today('09:30'), hasPages: true }),
        borrowChromium(),
      ])
      await rig.desk.server.listen({ host: '127.0.0.1', port: 0 })
      const { port } = rig.desk.server.server.address() as AddressInfo
      rig.origin = `http://127.0.0.1:${port}`
    }, 60_000)
    afterEach(async () => {
      await Promise.all(rig.browser.contexts().map((context) => context.close()))
    })
    afterAll(async () => {
      await giveBack(rig.browser)
      await rig.desk.close()
    })
    tests(rig)
  })
}

/** `at`: what the browser's clock shows; the office's unless it is said. `permissions`: what the page may use, such as the camera. */
type Wish = { cookie: string; path: string; width?: number; height?: number; at?: Date; permissions?: string[] }

/** A page with somebody's cookie in a browser of its own. */
export async function opens(
  { browser, origin, desk }: Rig,
  { cookie, path, width = 1280, height = 900, at = desk.clock.now, permissions = [] }: Wish,
): Promise<Page> {
  const context = await browser.newContext({ locale: 'de-DE', viewport: { width, height }, permissions })
  await addCookie(context, { origin, cookie })
  await context.clock.setFixedTime(at)
  const page = await context.newPage()
  await page.goto(`${origin}${path}`)
  return page
}

async function addCookie(
  context: BrowserContext,
  { origin, cookie }: { origin: string; cookie: string },
): Promise<void> {
  const [name = '', value = ''] = cookie.split('=')
  if (value !== '') await context.addCookies([{ name, value, url: origin }])
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** No fault that axe knows of. */
export async function isAccessible(page: Page): Promise<void> {
  await page.evaluate(axe)
  const faults = await page.evaluate(async () => {
    const { violations } = await (
      globalThis as unknown as { axe: { run(): Promise<{ violations: unknown[] }> } }
    ).axe.run()
    return violations
  })
  expect(faults).toEqual([])
}
