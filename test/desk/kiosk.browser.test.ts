import { expect, it } from 'vitest'
import { today, visitor } from '../api/visitor.ts'
import { atTheDesk, isAccessible, opens } from './desk-rig.ts'

atTheDesk('the tablet for check-in', (rig) => {
  const sits = async () => {
    const { headers } = await rig.desk.pairs('kiosk', 'neuss')
    return opens(rig, { cookie: headers.cookie, path: '/desk/kiosk', width: 820, height: 1180 })
  }

  it('takes the code by its keys, in the language of whoever stands there, and says no name', async () => {
    const visit = await visitor(rig.desk.desk, { startsAt: today('10:00'), name: 'Олена Шевченко' })
    const page = await sits()
    await page.getByRole('button', { name: 'Українська' }).click()
    for (const letter of visit.code) await page.getByRole('button', { name: letter, exact: true }).click()
    await page.getByRole('button', { name: 'Я вже тут' }).click()
    await page.getByText('вас зареєстровано').waitFor()
    expect(await page.content()).not.toMatch(/Олена|Olena/)
    await isAccessible(page)
    expect(await rig.desk.database.prisma.appointment.findUniqueOrThrow({ where: { id: visit.id } })).toMatchObject({
      presence: 'arrived',
    })
  })

  it('reads the QR code where the browser can, and goes back to the start after 20 seconds', async () => {
    const visit = await visitor(rig.desk.desk, { startsAt: today('10:00'), name: 'Ayşe Yılmaz' })
    const page = await sits()
    await page.clock.install()
    await page.addInitScript((code) => {
      const detect = async () => (document.documentElement.lang === 'tr' ? [{ rawValue: code }] : [])
      Object.assign(globalThis, {
        BarcodeDetector: class {
          detect = detect
        },
      })
      navigator.mediaDevices.getUserMedia = async () => document.createElement('canvas').captureStream()
      HTMLMediaElement.prototype.play = async () => {}
    }, visit.checkInCode)
    await page.reload()
    await page.getByRole('button', { name: 'Türkçe' }).click()
    for (let tries = 0; tries < 50 && !(await page.getByText('kaydınız alındı').isVisible()); tries++)
      await page.clock.runFor(250)
    await page.getByText('kaydınız alındı').waitFor()
    await page.clock.runFor(21_000)
    await page.getByRole('heading', { name: 'Anmeldung zum Termin' }).waitFor()
  })

  it('says in Arabic what is wrong, from right to left, and lets the camera to this page alone', async () => {
    const page = await sits()
    await page.getByRole('button', { name: 'العربية' }).click()
    await page.locator('html[dir=rtl]').waitFor()
    await page.fill('#code', 'BCDF2345')
    await page.keyboard.press('Enter')
    await page.getByText('لم نجد هذا الرمز').waitFor()
    await isAccessible(page)
    const policy = async (path: string) => (await fetch(`${rig.origin}${path}`)).headers.get('permissions-policy')
    expect(await policy('/desk/kiosk')).toContain('camera=(self)')
    expect(await policy('/desk/heute')).toContain('camera=()')
  })
})
