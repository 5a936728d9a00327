import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Language } from '#texts.ts'
import { openOffice } from '../stories/open-office.ts'
import { person } from '../stories/person.ts'
import { talkLine } from '../stories/talk-line.ts'
import { borrowChromium, chromiumPath, giveBack } from '../web/chromium.ts'

const pictures = process.env['PICTURES']

/** One language of each direction, and one in the dark: the pages of the others differ from these in their words alone. */
const judged: readonly Language[] = ['uk', 'ar', 'fr']

describe.skipIf(chromiumPath === undefined)('the one-time page in a browser without scripts', () => {
  let office: Awaited<ReturnType<typeof openOffice>>
  let browser: Browser
  let judge: Page
  const viewport = { width: 360, height: 740 }
  const reach = {
    publicUrl: undefined,
    telegramBot: () => 'neuss_termin_bot',
    privateForms: ['telegram' as const],
  }
  beforeAll(async () => {
    ;[office, browser] = await Promise.all([openOffice((database) => database, { reach }), borrowChromium()])
    judge = await browser.newPage({ viewport })
    await judge.evaluate(axe.source)
  })
  afterAll(async () => {
    await giveBack(browser)
    await office.close()
  })

  it.each(judged)('says what to bring, and nothing is to be said against it: %s', async (language) => {
    const user = person(await talkLine(office, { channel: 'webchat', language }), language)
    await user.listens()
    const { checkInCode, documents } = await user.books({ name: 'Олена Коваленко', birthday: '24.08.1991' })
    const colorScheme = language === 'fr' ? 'dark' : 'light'
    const phone = await browser.newContext({ viewport, colorScheme, javaScriptEnabled: false })
    const page = await phone.newPage()
    await page.goto(`${office.origin}/d/${checkInCode}?language=${language}`)
    expect(await page.locator('li').allTextContents()).toEqual(documents)
    expect(await isWide(page)).toBe(false)
    expect(await violations(page, colorScheme)).toEqual([])
    await picture(page, `documents-${language}`)
    await user.taps(user.t('menu.cancel'))
    await user.tapsFirst()
    await phone.close()
  })

  it.each(Language.options)(
    'is filled in with the keyboard alone, and nothing is to be said against it: %s',
    async (language) => {
      const user = person(await talkLine(office, { language }), language)
      await user.listens()
      await user.goesTo('name')
      const colorScheme = language === 'fr' ? 'dark' : 'light'
      const phone = await browser.newContext({ viewport, colorScheme, javaScriptEnabled: false })
      const page = await phone.newPage()
      const faults = async () => [
        ...((await isWide(page)) ? ['wider than the phone'] : []),
        ...(judged.includes(language) ? await violations(page, colorScheme) : []),
      ]
      await page.goto(`${office.origin}/f/${user.form?.token}`)
      expect(await faults()).toEqual([])
      await picture(page, `form-${language}`)

      await page.locator('button').press('Enter')
      await page.waitForSelector('.errors:focus')
      expect(await faults()).toEqual([])
      await picture(page, `form-errors-${language}`)

      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.keyboard.type(language === 'ar' ? 'سارة العلي' : 'Олена Коваленко')
      await page.keyboard.press('Tab')
      await page.keyboard.type(`2${Language.options.indexOf(language)}.08.1991`)
      await page.locator('#people').selectOption('2')
      await page.locator('#people').press('Tab')
      await page.keyboard.press('Enter')
      await page.waitForSelector('.button')
      expect(await page.locator('.button').getAttribute('href')).toBe('https://t.me/neuss_termin_bot')
      expect(await faults()).toEqual([])
      await picture(page, `form-done-${language}`)
      await user.listens()
      user.sees(user.t('card.booked'))
      await phone.close()
    },
  )

  /** axe needs a script of its own, which the page's policy forbids: it judges the same document in another page. */
  async function violations(page: Page, colorScheme: 'dark' | 'light'): Promise<string[]> {
    const style = await (await fetch(new URL(await styleOf(page), office.origin))).text()
    const markup = (await page.content()).replace(/<link[^>]*>/, () => `<style>${style}</style>`)
    await judge.emulateMedia({ colorScheme })
    await judge.setContent(markup)
    return judge.evaluate(async () => {
      const { axe: tool } = window as unknown as { axe: typeof axe }
      const { violations: found } = await tool.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
        resultTypes: ['violations'],
      })
      return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
    })
  }

  async function isWide(page: Page): Promise<boolean> {
    return page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  }

  async function styleOf(page: Page): Promise<string> {
    return (await page.locator('link[rel=stylesheet]').getAttribute('href')) ?? ''
  }

  async function picture(page: Page, name: string): Promise<void> {
    if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
  }
})
