import type { Page } from 'playwright-core'
import { screens } from './desk-site.ts'

const folder = process.env['PICTURES']

/** Where PICTURES names a folder: the page as it is, on a desktop and on a tablet. */
export async function picture(page: Page, name: string): Promise<void> {
  if (folder === undefined) return
  const before = page.viewportSize()
  for (const [screen, size] of Object.entries(screens)) {
    await page.setViewportSize(size)
    await page.screenshot({ path: `${folder}/${name}-${screen}.png` })
  }
  if (before) await page.setViewportSize(before)
}
