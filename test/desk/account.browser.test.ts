import jsqr from 'jsqr'
import type { Locator } from 'playwright-core'
import { PNG } from 'pngjs'
import { expect, it } from 'vitest'
import { hashPassword } from '#staff/hash-password.ts'
import { openSession } from '#staff/sessions.ts'
import { codeAt } from '../staff/totp-app.ts'
import { eventually } from '../web/eventually.ts'
import { atDesk, screens, sitDown } from './desk-site.ts'
import { expectAccessible } from './looks.ts'
import { picture } from './picture.ts'

const password = 'der rote Hund bellt leise'

atDesk('one’s own account', (rig) => {
  it('takes a new app for codes with the password and its first code, also when that took too long at first', async () => {
    const { site } = rig
    const { prisma } = site.database
    const clerk = await site.hires('Gül Beispiel', [{ departmentId: 'asylum', locationId: 'neuss' }])
    const passwordHash = await hashPassword(password)
    await prisma.staff.update({ where: { id: clerk.id }, data: { passwordHash } })
    const elsewhere = await site.database.transaction((tx) => openSession(tx, { staffId: clerk.id, now: site.now() }))
    const other = await sitDown(rig, { token: elsewhere, path: '/desk/konto' })
    await other.page.getByRole('heading', { name: 'Mein Konto' }).waitFor()
    const { page, complaints, close } = await sitDown(rig, { token: clerk.token, path: '/desk/konto' })
    const section = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Neue App' }) })
    const typed = section.getByLabel('Jetziges Passwort')
    const begin = section.getByRole('button', { name: 'Neue App einrichten' })
    const dialog = page.getByRole('dialog')
    const code = dialog.getByLabel('Code aus der App')
    const use = dialog.getByRole('button', { name: 'Neue App benutzen' })
    const app = () => prisma.staff.findUniqueOrThrow({ where: { id: clerk.id }, select: { totpConfirmed: true } })

    await typed.fill('falsch')
    await begin.click()
    await section.getByText('Das jetzige Passwort stimmt nicht').waitFor()
    expect(await typed.inputValue(), 'what was typed stays').toBe('falsch')
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('app-password')
    await expectAccessible(page, 'a password that is refused')

    await typed.fill(password)
    await begin.press('Enter')
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('app-code')
    const left = await secretOf(dialog)
    const shown = PNG.sync.read(await dialog.getByRole('img', { name: 'QR-Code für die App' }).screenshot())
    const scanned = jsqr.default(new Uint8ClampedArray(shown.data), shown.width, shown.height)?.data ?? ''
    expect(new URL(scanned).searchParams.get('secret')).toBe(left)
    await picture(page, 'account-app')
    await expectAccessible(page, 'a new app for codes')
    await page.setViewportSize(screens.tablet)
    await expectAccessible(page, 'a new app for codes on a tablet')
    await page.setViewportSize(screens.desktop)
    await page.keyboard.press('Escape')
    await eventually(() => dialog.count()).toBe(0)
    expect(await typed.inputValue(), 'who leaves it leaves no password').toBe('')
    expect(await page.content(), 'shown once').not.toContain(left.slice(0, 4))

    await typed.fill(password)
    await begin.click()
    const late = await secretOf(dialog)
    expect(late).not.toBe(left)
    await code.fill(codeAt(left, site.now()))
    await use.click()
    await dialog.getByText('Dieser Code stimmt nicht').waitFor()
    expect(await code.inputValue()).toBe(codeAt(left, site.now()))
    expect(await code.getAttribute('aria-invalid')).toBe('true')
    await expectAccessible(page, 'a code that is refused')
    site.clock.ahead += 16 * 60_000
    await code.fill(codeAt(late, site.now()))
    await use.click()
    await section.getByText('Das hat zu lange gedauert').waitFor()
    expect(await dialog.count()).toBe(0)
    expect(await typed.inputValue(), 'one press begins anew').toBe(password)
    await expectAccessible(page, 'too late for the new app')
    expect(await app(), 'the present app counts').toEqual({ totpConfirmed: false })

    await begin.click()
    await dialog.waitFor()
    expect(await section.getByText('Das hat zu lange gedauert').count()).toBe(0)
    await code.fill(codeAt(await secretOf(dialog), site.now()))
    await use.click()
    await section.getByText('Die neue App gilt, die bisherige nicht mehr').waitFor()
    expect(await app()).toEqual({ totpConfirmed: true })
    expect(await typed.inputValue()).toBe('')
    await expectAccessible(page, 'the new app counts')
    await other.page.reload()
    await other.page.getByRole('heading', { name: 'Anmelden' }).waitFor()
    expect(complaints).toEqual([])
    await other.close()
    await close()
  })
})

async function secretOf(dialog: Locator): Promise<string> {
  return (await dialog.locator('.once-value').innerText()).replaceAll(' ', '')
}
