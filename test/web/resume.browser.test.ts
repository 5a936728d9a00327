import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { eventually } from './eventually.ts'
import { inBrowser } from './in-browser.ts'
import { book, pageTexts, visit } from './visitor.ts'

inBrowser('coming back to the page', (rig) => {
  it('shows the conversation, the open question and what was being typed again after a reload', async () => {
    const visitor = await visit(rig, { locale: 'uk' })
    for (let step = await visitor.asked(); step !== 'name';) step = await visitor.taps(`${step}:`)
    const said = await visitor.ownMessages()
    await visitor.page.locator('#message').fill('Олена Шев')
    await visitor.page.reload()
    expect(await visitor.asked()).toBe('name')
    expect(await visitor.ownMessages()).toEqual(said)
    await eventually(() => visitor.page.locator('#message').inputValue()).toBe('Олена Шев')
    await visitor.close()
  })

  it('finds the appointment in another tab of the same device, and nowhere else', async () => {
    const visitor = await visit(rig, { locale: 'de' })
    await book(visitor)
    const code = await visitor.page.locator('.code').innerText()
    const tab = await visitor.context.newPage()
    await tab.goto(rig.site.origin)
    await eventually(() => tab.locator('.code').innerText()).toBe(code)
    await visitor.close()
    const stranger = await visit(rig, { locale: 'de' })
    expect(await stranger.page.locator('.card').count()).toBe(0)
    await stranger.close()
  })

  it('starts anew when the device is to be forgotten', async () => {
    const visitor = await visit(rig, { locale: 'de' })
    const { page, texts } = visitor
    await visitor.context.addCookies([{ name: 'language', value: 'de', url: rig.site.origin }])
    await visitor.taps('menu:book')
    await page.getByRole('button', { name: texts.menu, exact: true }).click()
    await page.getByRole('button', { name: texts.forget }).click()
    const loaded = page.waitForEvent('load')
    await page.locator('dialog .primary').click()
    await loaded
    expect(await visitor.asked()).toBe('menu')
    expect(await visitor.ownMessages()).toEqual([])
    expect(await page.evaluate(() => document.cookie)).toBe('')
    expect(await visitor.context.cookies(`${rig.site.origin}/v3/directline`)).toEqual([
      expect.objectContaining({ name: 'terminlotse-device', httpOnly: true }),
    ])
    await visitor.close()
  })

  it('keeps no token where other visits could find it', async () => {
    const visitor = await visit(rig, { locale: 'de' })
    expect(await visitor.page.evaluate(() => ({ ...localStorage }))).toEqual({})
    await visitor.close()
  })

  it('forgets on the screen too what the office has erased', async () => {
    const visitor = await visit(rig, { locale: 'de' })
    await book(visitor)
    await visitor.types('meine Daten löschen')
    await stopTimers(visitor.page)
    expect(await visitor.taps('confirm:')).toBe('menu')
    expect(await visitor.page.locator('.card').count()).toBe(0)
    expect(await visitor.ownMessages()).toEqual([])
    await visitor.close()
  })

  it('does so too when it is told of the erasure before the press is acknowledged', async () => {
    const visitor = await visit(rig, { locale: 'de' })
    await visitor.types('meine Daten löschen')
    await stopTimers(visitor.page)
    await visitor.page.route('**/activities', async (route) => {
      const response = await route.fetch()
      await eventually(() => visitor.ownMessages()).toHaveLength(1)
      await route.fulfill({ response })
    })
    expect(await visitor.taps('confirm:')).toBe('menu')
    expect(await visitor.ownMessages()).toEqual([])
    await visitor.close()
  })

  it('speaks another language, page and conversation, and keeps to it after a reload', async () => {
    const visitor = await visit(rig, { locale: 'de' })
    const { page } = visitor
    await page.getByRole('button', { name: `${visitor.texts.language}: Deutsch` }).click()
    await page.getByRole('button', { name: 'العربية' }).click()
    await eventually(() => page.locator('html').getAttribute('lang')).toBe('ar')
    await eventually(() => page.locator('html').getAttribute('dir')).toBe('rtl')
    await eventually(() => page.title()).toBe(pageTexts('ar').title)
    await eventually(() => page.locator('#message').getAttribute('placeholder')).toBe(pageTexts('ar').write)
    await page.reload()
    await visitor.asked()
    await eventually(() => page.locator('html').getAttribute('lang')).toBe('ar')
    expect(await page.locator('h1').innerText()).toBe(pageTexts('ar').office)
    await visitor.close()
  })
})

/** What happens from here on happens at once: nothing on the page waits for a time. */
async function stopTimers(page: Page): Promise<void> {
  await page.clock.install()
  await page.clock.pauseAt(Date.now() + 60_000)
}
