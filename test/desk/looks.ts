import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** All rules of WCAG 2.2 AA, the contrast again in the dark, and nothing wider than the window. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const found = await violations(page, { runOnly: levels, rules: { 'target-size': { enabled: true } } })
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  const inTheDark = await violations(page, { runOnly: ['color-contrast'] })
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  expect([...found, ...inTheDark], what).toEqual([])
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow, `${what}: nothing beyond the window`).toBeLessThanOrEqual(0)
}

async function violations(page: Page, options: axe.RunOptions): Promise<string[]> {
  return page.evaluate((chosen) => {
    const { axe: tool } = window as unknown as { axe: typeof axe }
    return tool
      .run(document, { ...chosen, resultTypes: ['violations'] })
      .then(({ violations: found }) =>
        found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`),
      )
  }, options)
}
