import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { eventually } from './eventually.ts'
import { inBrowser } from './in-browser.ts'
import { book, visit } from './visitor.ts'

inBrowser('booking in the browser', (rig) => {
  const visits = [
    { locale: 'uk', viewport: { width: 320, height: 640 }, isJudged: true },
    { locale: 'uk', viewport: { width: 1280, height: 800 }, isJudged: false },
    { locale: 'ar', viewport: { width: 320, height: 640 }, isJudged: false },
    { locale: 'ar', viewport: { width: 1280, height: 800 }, isJudged: true },
  ]
  for (const { locale, viewport, isJudged } of visits) {
    const name = `leads to an appointment in ${locale} at ${viewport.width} px${isJudged ? ', accessible at every step' : ''}`
    it(name, async () => {
      const visitor = await visit(rig, { locale, viewport })
      const steps = await book(visitor, async (step) => {
        if (isJudged) await expectAccessible(visitor.page, step)
        expect(await overflow(visitor.page), `horizontal scrolling at ${step}`).toBe(0)
      })
      expect(steps).toEqual(expect.arrayContaining(['menu', 'department', 'service', 'day', 'time', 'name', 'confirm']))
      const card = visitor.page.locator('.card')
      expect(await card.locator('.code').innerText()).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
      await eventually(() => card.locator('img').evaluate(naturalWidth)).toBeGreaterThan(20)
      expect(await visitor.page.locator('html').getAttribute('dir')).toBe(locale === 'ar' ? 'rtl' : 'ltr')
      expect(visitor.elsewhere).toEqual([])
      expect(visitor.complaints).toEqual([])
      await visitor.close()
    })
  }

  it('fits at 200 % zoom, and with text twice as large', async () => {
    const visitor = await visit(rig, { locale: 'de', viewport: { width: 640, height: 400 } })
    await book(visitor, async (step) => {
      expect(await overflow(visitor.page), `zoomed at ${step}`).toBe(0)
      await visitor.page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
      expect(await overflow(visitor.page), `large text at ${step}`).toBe(0)
      await visitor.page.evaluate(() => (document.documentElement.style.fontSize = ''))
    })
    await visitor.close()
  })
})

function naturalWidth(image: SVGElement | HTMLElement): number {
  return image instanceof HTMLImageElement ? image.naturalWidth : 0
}

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * All rules of WCAG 2.2 AA, and the contrast again in the dark. The window is high meanwhile: a button that is half behind
 * the text field until one scrolls is not a small one.
 */
async function expectAccessible(page: Page, step: string): Promise<void> {
  const size = page.viewportSize() ?? { width: 320, height: 640 }
  await page.setViewportSize({ ...size, height: 6000 })
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const found = await violations(page, { runOnly: levels, rules: { 'target-size': { enabled: true } } })
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  const inTheDark = await violations(page, { runOnly: ['color-contrast'] })
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.setViewportSize(size)
  expect([...found, ...inTheDark], step).toEqual([])
}

async function violations(page: Page, options: axe.RunOptions): Promise<string[]> {
  return page.evaluate((chosen) => {
    const { axe: tool } = window as unknown as { axe: typeof axe }
    return tool
      .run(document, { ...chosen, resultTypes: ['violations'] })
      .then(({ violations: found }) =>
        found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
      )
  }, options)
}

async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
