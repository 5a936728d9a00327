import { expect, it } from 'vitest'
import { eventually } from '../web/eventually.ts'
import { atDesk, screens, sitDown } from './desk-site.ts'
import { expectAccessible } from './looks.ts'
import { picture } from './picture.ts'

atDesk('who works here', (rig) => {
  it('gets another name and address, and never one that somebody has', async () => {
    const { site } = rig
    const boss = await site.hires('Ada Beispiel', [{ role: 'administrator' }])
    const cem = await site.hires('Cem Beispiel', [{ departmentId: 'general', locationId: 'neuss' }])
    const { page, complaints, close } = await sitDown(rig, { token: boss.token, path: '/desk/mitarbeitende' })
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: 'Cem Beispiel ändern' }).press('Enter')
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('member-name')
    await expectAccessible(page, 'another name')
    await dialog.getByLabel('Name').fill('Cem Muster')
    await dialog.getByLabel('E-Mail-Adresse').fill('Ada.Beispiel@example.org')
    await dialog.getByRole('button', { name: 'Speichern' }).click()
    await dialog.getByText('gibt es schon ein Konto').waitFor()
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('member-email')
    expect(await dialog.getByLabel('Name').inputValue(), 'what was typed stays').toBe('Cem Muster')
    await expectAccessible(page, 'an address that somebody has')
    await dialog.getByLabel('E-Mail-Adresse').fill('cem.muster@example.org')
    await dialog.getByRole('button', { name: 'Speichern' }).click()
    await page.getByRole('rowheader', { name: 'Cem Muster cem.muster@example.org' }).waitFor()
    expect(await site.database.prisma.staffRole.findFirst({ where: { staffId: cem.id } })).toMatchObject({
      departmentId: 'general',
      locationId: 'neuss',
    })

    expect(await page.getByRole('link', { name: 'Verlosung' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Rollen von Ada Beispiel' }).click()
    await dialog.getByRole('button', { name: 'Weitere Rolle' }).click()
    await dialog.getByRole('group', { name: /2/ }).getByLabel('Rolle', { exact: true }).selectOption('manager')
    await dialog.getByRole('button', { name: 'Speichern' }).click()
    await page.getByRole('link', { name: 'Verlosung' }).waitFor()

    await page.getByRole('button', { name: 'Ada Beispiel ändern' }).click()
    await dialog.getByLabel('Name').fill('Ada Muster')
    await dialog.getByRole('button', { name: 'Speichern' }).click()
    await page.getByRole('banner').getByText('Ada Muster').waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  it('loses an office account, unless nobody could administer the desk any more', async () => {
    const { site } = rig
    const { prisma } = site.database
    await prisma.staff.updateMany({ data: { disabledAt: site.now() } })
    const boss = await site.hires('Bea Beispiel', [{ role: 'administrator' }])
    const dora = await site.hires('Dora Beispiel', [{}])
    const linked = (id: string, data: { passwordHash?: null } = {}) =>
      prisma.staff.update({ where: { id }, data: { oidcSubject: `https://sso.example.org ${id}`, ...data } })
    await linked(dora.id)
    await linked(boss.id, { passwordHash: null })
    const { page, complaints, close } = await sitDown(rig, { token: boss.token, path: '/desk/mitarbeitende' })
    const dialog = page.getByRole('dialog')
    const row = page.getByRole('row').filter({ hasText: 'Dora Beispiel' })
    await row.getByText('mit Dienstkonto').waitFor()
    await picture(page, 'staff-linked')
    await expectAccessible(page, 'staff with office accounts')
    await page.setViewportSize(screens.tablet)
    await expectAccessible(page, 'staff with office accounts on a tablet')
    await page.getByRole('button', { name: 'Dienstkonto lösen: Dora Beispiel' }).press('Enter')
    await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toBe(
      'Dienstkonto von Dora Beispiel lösen?',
    )
    await expectAccessible(page, 'asked before unlinking')
    await page.keyboard.press('Escape')
    await eventually(() => dialog.count()).toBe(0)
    expect((await prisma.staff.findUniqueOrThrow({ where: { id: dora.id } })).oidcSubject).not.toBeNull()
    await page.getByRole('button', { name: 'Dienstkonto lösen: Dora Beispiel' }).click()
    await dialog.getByRole('button', { name: 'Dienstkonto lösen', exact: true }).click()
    await eventually(() => row.getByText('mit Dienstkonto').count()).toBe(0)
    expect(await row.getByRole('button', { name: 'Dienstkonto' }).count()).toBe(0)
    expect((await prisma.staff.findUniqueOrThrow({ where: { id: dora.id } })).oidcSubject).toBeNull()

    await page.getByRole('button', { name: 'Dienstkonto lösen: Bea Beispiel' }).click()
    await dialog.getByRole('button', { name: 'Dienstkonto lösen', exact: true }).click()
    await dialog.getByText('die letzte Administratorin').waitFor()
    await expectAccessible(page, 'unlinking that is refused')
    expect(complaints).toEqual([])
    await close()
  })
})
