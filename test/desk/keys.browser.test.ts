import { expect, it } from 'vitest'
import { eventually } from '../web/eventually.ts'
import { atDesk, screens, sitDown } from './desk-site.ts'
import { expectAccessible } from './looks.ts'
import { picture } from './picture.ts'

atDesk('keys for calendar programs', (rig) => {
  it('are for one location if somebody wants it, and give an address only while they are for nothing else', async () => {
    const { site } = rig
    const boss = await site.hires('Bea Beispiel', [{ role: 'administrator' }])
    const { page, complaints, close } = await sitDown(rig, { token: boss.token, path: '/desk/schluessel' })
    const dialog = page.getByRole('dialog')
    const values = dialog.locator('code')
    const make = () => dialog.getByRole('button', { name: 'Schlüssel erstellen' }).click()
    const begin = async (name: string) => {
      await page.getByRole('button', { name: 'Schlüssel erstellen' }).click()
      await dialog.getByLabel('Name', { exact: true }).fill(name)
      await dialog.getByLabel('Kalender abonnieren').check()
    }

    await begin('Kalender Neuss')
    await dialog.getByLabel('Besuche sehen (Namen nur zusammen mit „Personen suchen“)').check()
    await dialog.getByLabel('Gilt für').selectOption('Kreishaus Neuss')
    await make()
    await dialog.getByText('Nur ein Schlüssel, der nichts weiter darf').waitFor()
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('key-place')
    expect(await dialog.getByLabel('Name', { exact: true }).inputValue(), 'what was typed stays').toBe('Kalender Neuss')
    expect(await dialog.getByLabel('Kalender abonnieren').isChecked()).toBe(true)
    await picture(page, 'key-for-more')
    await expectAccessible(page, 'a key that may do too much for one location')
    await page.setViewportSize(screens.tablet)
    await expectAccessible(page, 'a key that may do too much, on a tablet')
    await page.setViewportSize(screens.desktop)
    await dialog.getByLabel('Besuche sehen').uncheck()
    await make()
    await dialog.getByText('Zum Abonnieren im Kalenderprogramm: Kreishaus Neuss').waitFor()
    expect(await values.count(), 'the key and one address').toBe(2)
    const address = await values.last().innerText()
    expect((await fetch(address)).headers.get('content-type')).toContain('text/calendar')
    expect((await fetch(address.replace('/neuss/', '/grevenbroich/'))).status).toBe(403)
    await picture(page, 'key-feed')
    await expectAccessible(page, 'an address to subscribe to')
    await dialog.getByRole('button', { name: 'Fertig' }).click()
    await page.getByRole('rowheader', { name: 'Kalender Neuss Kreishaus Neuss' }).waitFor()

    await begin('Kalender und Besuche')
    await dialog.getByLabel('Besuche sehen').check()
    await make()
    await dialog.getByText('Eine Adresse für Kalenderprogramme gibt es zu diesem Schlüssel nicht').waitFor()
    expect(await values.count(), 'the key alone').toBe(1)
    await expectAccessible(page, 'a key without an address')
    await dialog.getByRole('button', { name: 'Fertig' }).click()
    await page.getByRole('rowheader', { name: 'Kalender und Besuche Alle Standorte' }).waitFor()

    await begin('Alle Kalender')
    await make()
    await values.first().waitFor()
    expect(await values.count(), 'the key and an address for each location').toBe(
      1 + (await site.database.prisma.location.count()),
    )
    await dialog.getByRole('button', { name: 'Fertig' }).click()
    await expectAccessible(page, 'keys and where they hold')
    expect(complaints).toEqual([])
    await close()
  })
})
