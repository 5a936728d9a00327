import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'
import { borrowChromium, chromiumPath, giveBack } from './chromium.ts'
import { openSite, type Site } from './site.ts'

/** Tests with a site and a browser of their own, left out where there is no Chromium. */
export function inBrowser(name: string, tests: (rig: { site: Site; browser: Browser }) => void): void {
  describe.skipIf(chromiumPath === undefined)(name, { timeout: 60_000 }, () => {
    const rig = {} as { site: Site; browser: Browser }
    beforeAll(async () => {
      ;[rig.site, rig.browser] = await Promise.all([openSite(), borrowChromium()])
    }, 60_000)
    afterAll(async () => {
      await giveBack(rig.browser)
      await rig.site.close()
    })
    tests(rig)
  })
}
