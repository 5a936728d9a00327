import { readFile } from 'node:fs/promises'
import ical from 'ical.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from './eventually.ts'
import { inBrowser } from './in-browser.ts'
import { book, pageTexts, visit, type Visitor } from './visitor.ts'

inBrowser('the confirmation', (rig) => {
  describe('once it is booked', () => {
    let visitor: Visitor
    beforeAll(async () => {
      visitor = await visit(rig, { locale: 'uk' })
      await book(visitor)
    })
    afterAll(() => visitor.close())

    it('prints alone, with its QR code, in both languages', async () => {
      const { page, texts } = visitor
      await page.emulateMedia({ media: 'print' })
      const paper = await page.locator('body').innerText()
      expect(paper).toContain(texts.bring)
      expect(paper).toContain('Bitte mitbringen')
      expect(paper).toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}/)
      expect(paper).not.toContain(texts.print)
      expect(await page.locator('.card img').isVisible()).toBe(true)
      for (const hidden of ['.bar', '.composer', '.choices', '.bubble >> nth=0']) {
        expect(await page.locator(hidden).isVisible(), hidden).toBe(false)
      }
      await page.emulateMedia({ media: 'screen' })
    })

    it('gives a calendar file with the same beginning', async () => {
      const { page, texts, complaints } = visitor
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: texts.addToCalendar }).click(),
      ])
      const code = await page.locator('.code').innerText()
      expect(download.suggestedFilename()).toBe(`termin-${code}.ics`)
      const file = await readFile(await download.path(), 'utf8')
      const event = new ical.Event(new ical.Component(ical.parse(file)).getFirstSubcomponent('vevent') ?? undefined)
      const shown = await page.locator('.card time').getAttribute('datetime')
      expect(event.startDate.toJSDate()).toEqual(new Date(shown ?? ''))
      expect(complaints).toEqual([])
    })

    it('leads to a map only when it is pressed, and does not tell where from', async () => {
      const link = visitor.page.getByRole('link', { name: visitor.texts.map })
      expect(await link.getAttribute('rel')).toContain('noreferrer')
      expect(visitor.elsewhere).toEqual([])
    })
  })

  it('is struck out after a cancel, and a note says so', async () => {
    const visitor = await visit(rig, { locale: 'ar' })
    await book(visitor)
    await visitor.page.getByRole('button', { name: visitor.texts.cancel }).first().click()
    for (let step = await visitor.asked(); step !== 'confirm';) step = await visitor.taps(`${step}:`)
    await visitor.taps('confirm:')
    await visitor.page.locator('.bubble.cancelled').waitFor()
    await eventually(() => visitor.page.locator('.card .state').innerText()).toContain(pageTexts('ar').cancelled)
    await eventually(() => visitor.page.locator('.card button').count()).toBe(0)
    await visitor.close()
  })

  it('is replaced by the new one after a move', async () => {
    const visitor = await visit(rig, { locale: 'de' })
    await book(visitor)
    let step = await visitor.taps('menu:move')
    while (step !== 'confirm') step = await visitor.taps(`${step}:`)
    await visitor.taps('confirm:')
    await eventually(() => visitor.page.locator('.card').count()).toBe(2)
    await eventually(() => visitor.page.locator('.card .state').first().innerText()).toContain(visitor.texts.replaced)
    await eventually(() => visitor.page.locator('.card.valid').count()).toBe(1)
    await visitor.close()
  })
})
