import jsqr from 'jsqr'
import { PNG } from 'pngjs'
import { expect, it } from 'vitest'
import { atDesk, screens, sitDown } from './desk-site.ts'
import { expectAccessible } from './looks.ts'
import { picture } from './picture.ts'

atDesk('boards and kiosks', (rig) => {
  it('adds a screen, shows its link once, and locks it out', async () => {
    const { site } = rig
    const manager = await site.hires('Ada Beispiel', [{ role: 'manager', locationId: 'neuss' }])
    const { page, complaints, elsewhere, close } = await sitDown(rig, { token: manager.token, path: '/desk/geraete' })
    await page.getByText('Noch keine Geräte.').waitFor()
    await page.getByRole('button', { name: 'Gerät hinzufügen' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Art').selectOption('board')
    await dialog.getByRole('button', { name: 'Gerät hinzufügen' }).click()
    await dialog.getByText('Diese Angabe fehlt').waitFor()
    await dialog.getByLabel('Wo es steht').fill('Wartebereich Erdgeschoss')
    await expectAccessible(page, 'adding a device')
    await dialog.getByRole('button', { name: 'Gerät hinzufügen' }).click()
    const link = await dialog.locator('code').innerText()
    expect(link).toMatch(/\/desk\/board#[\w-]{43}$/)
    const shown = PNG.sync.read(await dialog.getByRole('img', { name: 'QR-Code des Links' }).screenshot())
    expect(jsqr.default(new Uint8ClampedArray(shown.data), shown.width, shown.height)?.data).toBe(link)
    await picture(page, 'device-link')
    await expectAccessible(page, 'a link for a device')
    await dialog.getByRole('button', { name: 'Fertig' }).click()
    expect(await page.content(), 'shown once').not.toContain(link.slice(-43))
    await page.getByText('wartet auf den Link').waitFor()

    const screen = await sitDown(rig, { path: new URL(link).pathname + new URL(link).hash })
    await screen.page.getByText('bis Ihr Code hier erscheint').waitFor()
    await page.reload()
    await page.getByText('verbunden', { exact: true }).waitFor()
    await picture(page, 'devices')
    await expectAccessible(page, 'devices')
    await page.setViewportSize(screens.tablet)
    await expectAccessible(page, 'devices on a tablet')
    await page.getByRole('button', { name: 'Wartebereich Erdgeschoss sperren' }).click()
    await expectAccessible(page, 'asked before locking out')
    await dialog.getByRole('button', { name: 'Sperren' }).click()
    await page.getByText('gesperrt', { exact: true }).waitFor()
    await screen.page.reload()
    await screen.page.getByText('Dieser Bildschirm ist nicht verbunden').waitFor()
    expect(complaints).toEqual([])
    expect(elsewhere).toEqual([])
    await screen.close()
    await close()
  })

  it('is for who looks after the location alone', async () => {
    const clerk = await rig.site.hires('Bea Beispiel', [{}])
    const { page, close } = await sitDown(rig, { token: clerk.token, path: '/desk/geraete' })
    await page.getByText('oder sie ist nicht für Sie').waitFor()
    await close()
  })
})
