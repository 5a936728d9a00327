import { expect, it } from 'vitest'
import { bringMinutes, minutes } from '../reports/minutes.ts'
import { atDesk, sitDown } from './desk-site.ts'
import { expectAccessible } from './looks.ts'
import { picture } from './picture.ts'

const path = `/desk/report?${new URLSearchParams(minutes)}`

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
    await page.getByText('Nach Sprache').click()
    await page.getByRole('region', { name: 'Nach Sprache' }).getByRole('row', { name: /^Ukrainisch / }).waitFor()
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

  it('is for reading on a phone, and without downloads for an auditor', async () => {
    const auditor = await rig.site.hires('Rita Rechnung', [{ role: 'auditor' }])
    const { page, close } = await sitDown(rig, {
      token: auditor.token,
      path,
      viewport: { width: 390, height: 844 },
    })
    await page.getByText('920 von 6.763').waitFor()
    expect(await page.getByText('Eine Seite für den Ausschuss').count()).toBe(0)
    await expectAccessible(page, 'the report on a phone')
    await close()
  })
})
