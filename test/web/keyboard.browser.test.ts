import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { eventually } from './eventually.ts'
import { inBrowser } from './in-browser.ts'
import { someone, visit } from './visitor.ts'

inBrowser('the keyboard alone', (rig) => {
  it('books an appointment, and the focus follows the questions', async () => {
    const visitor = await visit(rig, { locale: 'de', viewport: { width: 1280, height: 800 } })
    const { page } = visitor
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe(visitor.texts.skip)
    await page.keyboard.press('Enter')
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('message')
    await page.locator('.choices').focus()
    for (let step = await visitor.asked(); step !== 'confirm'; step = await visitor.asked()) {
      if (step === 'name') await page.keyboard.type(someone())
      else if (step === 'dateOfBirth') await page.keyboard.type('14.12.1990')
      else await tabTo(page, `${step}:`)
      await page.keyboard.press('Enter')
      await eventually(async () => ((await visitor.asked()) === step ? step : 'next')).toBe('next')
    }
    await tabTo(page, 'confirm:')
    await page.keyboard.press('Enter')
    await page.locator('.card').waitFor()
    await visitor.close()
  })

  for (const { locale, forth, back } of [
    { locale: 'de', forth: 'ArrowRight', back: 'ArrowLeft' },
    { locale: 'ar', forth: 'ArrowLeft', back: 'ArrowRight' },
  ]) {
    it(`walks through the calendar with the arrow keys in ${locale}`, async () => {
      const visitor = await visit(rig, { locale })
      const { page } = visitor
      for (let step = await visitor.asked(); step !== 'day';) step = await visitor.taps(`${step}:`)
      const days = await freeDays(page)
      await page.locator('.calendar button.day').first().focus()
      await page.keyboard.press(forth)
      await eventually(() => focusedDay(page)).toBe(days[1])
      await page.keyboard.press(back)
      await eventually(() => focusedDay(page)).toBe(days[0])
      await page.keyboard.press('End')
      await eventually(() => focusedDay(page)).toBe(days.at(-1))
      await page.keyboard.press(forth)
      await eventually(async () => (await freeDays(page))[0]?.slice(0, 11)).not.toBe(days[0]?.slice(0, 11))
      const nextMonth = await freeDays(page)
      await eventually(() => focusedDay(page)).toBe(nextMonth[0])
      await page.keyboard.press('ArrowDown')
      await eventually(async () => weeksBetween(nextMonth[0], await focusedDay(page))).toBe(1)
      await page.keyboard.press('PageUp')
      await eventually(() => focusedDay(page)).toBe(days.at(-1))
      expect(await page.locator('.calendar [tabindex="0"]').count(), 'one tab stop').toBe(1)
      await visitor.close()
    })
  }

  it('never takes the focus from somebody who is typing', async () => {
    const visitor = await visit(rig, { locale: 'de' })
    const { page } = visitor
    const field = page.locator('#message')
    await field.fill('Hilfe')
    await page.keyboard.press('Enter')
    await visitor.asked()
    await page.keyboard.type('noch etwas')
    await eventually(() => field.inputValue()).toBe('noch etwas')
    await page.route('**/activities', async (route) => {
      await field.focus()
      await route.fallback()
    })
    expect(await visitor.taps('menu:book')).toBe('department')
    await page.keyboard.press('End')
    await page.keyboard.type(' mehr')
    await eventually(() => field.inputValue()).toBe('noch etwas mehr')
    await visitor.close()
  })

  it('opens and closes the menus', async () => {
    const visitor = await visit(rig, { locale: 'de' })
    const { page } = visitor
    const button = page.getByRole('button', { name: visitor.texts.menu, exact: true })
    await button.focus()
    await page.keyboard.press('Enter')
    await eventually(() => button.getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('Tab')
    await eventually(() => focused(page)).toBe(visitor.texts.appointments)
    await page.keyboard.press('Escape')
    await eventually(() => button.getAttribute('aria-expanded')).toBe('false')
    await eventually(() => button.evaluate((element) => element === document.activeElement)).toBe(true)
    await visitor.close()
  })
})

async function tabTo(page: Page, value: string): Promise<void> {
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press('Tab')
    if ((await focusedDay(page)).startsWith(value)) return
  }
  throw new Error(`Tab does not lead to ${value}`)
}

async function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? '')
}

async function focusedDay(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.getAttribute('value') ?? '')
}

async function freeDays(page: Page): Promise<string[]> {
  return page.locator('.calendar button.day').evaluateAll((days) => days.map((day) => day.getAttribute('value') ?? ''))
}

function weeksBetween(one = '', other = ''): number {
  const week = (value: string) => Math.floor((Date.parse(value.replace('day:', '')) / 86_400_000 + 3) / 7)
  return week(other) - week(one)
}
