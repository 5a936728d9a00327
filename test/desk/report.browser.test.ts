import { expect, it } from 'vitest'
import { bringMinutes, minutes } from '../reports/minutes.ts'
import { atDesk, screens, sitDown } from './desk-site.ts'
import { expectAccessible } from './looks.ts'
import { picture } from './picture.ts'

const path = `/desk/auswertung?${new URLSearchParams(minutes)}`

atDesk('the report at the desk', (rig) => {
  it('answers the committee in sentences, a picture and a table, and says what is not known', async () => {
    const { site } = rig
    await bringMinutes(site.database)
    const manager = await site.hires('Mira Leitung', [{ role: 'manager' }])
    const { page, complaints, elsewhere, close } = await sitDown(rig, { token: manager.token, path })
    await page.getByText('Als nicht erschienen erfasst: 920 von 6.763 Terminen, das sind 13,6').waitFor()
    await page.getByText('541 bis 676 Menschen kamen nicht; 244 bis 379 der 920 waren vermutlich da').waitFor()
    const table = page.getByRole('region', { name: 'Zahlen je Abteilung' })
    await table.getByRole('row', { name: /^Ukraine 307 / }).waitFor()
    await table.getByRole('row', { name: /^Gesamt 7\.070 / }).waitFor()
    const chart = page.getByRole('img', { name: 'Erfasste Quote' })
    expect(await chart.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true)
    await picture(page, 'report')
    await expectAccessible(page, 'the report')
    await page.setViewportSize(screens.tablet)
    const cut = page
      .locator('.report [role=region]')
      .evaluateAll((regions) =>
        regions.filter((region) => region.scrollWidth > region.clientWidth).map(({ ariaLabel }) => ariaLabel),
      )
    expect(await cut, 'tables that a tablet cuts off').toEqual([])
    await page.setViewportSize(screens.desktop)
    await page.getByText('Nach Sprache').click()
    await page
      .getByRole('region', { name: 'Nach Sprache' })
      .getByRole('row', { name: /^Ukrainisch / })
      .waitFor()
    await expectAccessible(page, 'the report by language')
    await page.getByLabel('Von').fill('2025-01-01')
    await page.getByLabel('Bis').fill('2025-01-31')
    await page.getByRole('button', { name: 'Anzeigen' }).click()
    await page.getByText('In diesem Zeitraum wurde nichts gebucht.').waitFor()
    expect(new URL(page.url()).search).toBe('?from=2025-01-01&to=2025-01-31')
    expect(complaints).toEqual([])
    expect(elsewhere).toEqual([])
    await close()
  })

  it('says for each department how many seats the coming weeks need, and where talks ended', async () => {
    const { site } = rig
    await site.database.prisma.$executeRaw`
      INSERT INTO visit_change
      SELECT current_date - n, 'general', 'neuss', 'general-1', 'webchat', 'de', 'booked', 'attended', 'call', '', 40 + n % 9
      FROM generate_series(8, 200) AS n WHERE extract(isodow FROM current_date - n) < 6`
    await site.database.prisma.$executeRaw`
      INSERT INTO talk_change VALUES (current_date - 2, 'webchat', 'uk', 'book', 'day', 41, 29, 17), (current_date - 2, 'telegram', 'ar', 'book', 'name', 22, 15, 2)`
    const manager = await site.hires('Malu Planung', [{ role: 'manager' }])
    const now = site.now()
    const recent = new URLSearchParams({
      from: new Date(now.getTime() - 150 * 86_400_000).toISOString().slice(0, 10),
      to: new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10),
    })
    const { page, close } = await sitDown(rig, { token: manager.token, path: `/desk/auswertung?${recent}` })
    await page
      .getByText(/\d+ bis \d+ Termine erwartet, [\d.]+ Plätze sind geöffnet\./)
      .first()
      .waitFor()
    const talks = page.getByRole('region', { name: 'Wo Gespräche enden' })
    await talks.getByRole('row', { name: /^Tag Termin buchen Ukrainisch Web-Chat 41 12 17/ }).waitFor()
    await page.getByRole('heading', { name: 'Die kommenden Wochen' }).scrollIntoViewIfNeeded()
    await picture(page, 'report-coming')
    await expectAccessible(page, 'the coming weeks')
    await close()
  })

  it('says of a single appointment that it is one', async () => {
    const { site } = rig
    await site.database.prisma.$executeRaw`
      INSERT INTO visit_change VALUES ('2025-03-04', 'general', 'neuss', 'general-1', 'webchat', 'de', 'booked', 'no_show', 'click', '', 1)`
    const manager = await site.hires('Mona Einzahl', [{ role: 'manager' }])
    const march = '/desk/auswertung?from=2025-03-01&to=2025-03-31'
    const { page, close } = await sitDown(rig, { token: manager.token, path: march })
    await page.getByText('Als nicht erschienen erfasst: 1 von 1 Termin, das sind 100,0').waitFor()
    await close()
  })

  it('is for reading on a phone, and without downloads for an auditor', async () => {
    const auditor = await rig.site.hires('Rita Rechnung', [{ role: 'auditor' }])
    const { page, close } = await sitDown(rig, {
      token: auditor.token,
      // An address that was kept from before the page had a German one.
      path: path.replace('auswertung', 'report'),
      viewport: { width: 390, height: 844 },
    })
    await page.getByText('920 von 6.763').waitFor()
    expect(page.url()).toBe(`${rig.site.origin}${path}`)
    expect(await page.getByText('Eine Seite für den Ausschuss').count()).toBe(0)
    await expectAccessible(page, 'the report on a phone')
    await close()
  })
})
