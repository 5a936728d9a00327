import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { today, visitor } from '../api/visitor.ts'
import { seeing } from './camera.ts'
import { atTheDesk, isAccessible, opens } from './desk-rig.ts'
import { picture } from './picture.ts'

atTheDesk('the tablet for check-in', (rig) => {
  const tablet = { path: '/desk/kiosk', width: 820, height: 1180 }
  const pairs = async () => (await rig.desk.pairs('kiosk', 'neuss')).headers
  const sits = async () => opens(rig, { ...tablet, ...(await pairs()) })
  const presenceOf = async (id: string) =>
    (await rig.desk.database.prisma.appointment.findUniqueOrThrow({ where: { id } })).presence

  it('takes the code by its keys, in the language of whoever stands there, and says no name', async () => {
    const visit = await visitor(rig.desk.desk, { startsAt: today('10:00'), name: 'Олена Шевченко' })
    const page = await sits()
    await page.getByRole('button', { name: 'Українська' }).click()
    for (const letter of visit.code) await page.getByRole('button', { name: letter, exact: true }).click()
    await page.getByRole('button', { name: 'Я вже тут' }).click()
    await page.getByText('вас зареєстровано').waitFor()
    expect(await page.content()).not.toMatch(/Олена|Olena/)
    await isAccessible(page)
    expect(await presenceOf(visit.id)).toBe('arrived')
  })

  it('reads the QR code that the camera sees, also where the browser reads none by itself', async () => {
    const visit = await visitor(rig.desk.desk, { startsAt: today('10:00'), name: 'Ayşe Yılmaz' })
    await seeing(visit.checkInCode, async (browser) => {
      const page = await opens({ ...rig, browser }, { ...tablet, ...(await pairs()), permissions: ['camera'] })
      await picture(page, 'kiosk-camera')
      expect(await page.evaluate(() => 'BarcodeDetector' in window), 'this one reads none').toBe(false)
      await page.getByText('Danke, Sie sind angemeldet.').waitFor()
    })
    expect(await presenceOf(visit.id)).toBe('arrived')
  })

  it('asks the browser first, where it reads codes by itself', async () => {
    const visit = await visitor(rig.desk.desk, { startsAt: today('10:00'), name: 'Mehmet Kaya' })
    await seeing('nothing of ours', async (browser) => {
      const page = await opens({ ...rig, browser }, { ...tablet, ...(await pairs()), permissions: ['camera'] })
      await readsByItself(page, visit.checkInCode)
      await page.reload()
      await page.getByText('Danke, Sie sind angemeldet.').waitFor()
    })
    expect(await presenceOf(visit.id)).toBe('arrived')
  })

  it('shows camera, keys and button at once on an upright tablet, in every language', async () => {
    await seeing('nothing of ours', async (browser) => {
      const page = await opens({ ...rig, browser }, { ...tablet, ...(await pairs()), permissions: ['camera'] })
      await readsByItself(page)
      await page.reload()
      for (const language of await page.getByRole('navigation').getByRole('button').all()) {
        await language.click()
        await page.locator('video').waitFor()
        const { y = 0, height = 0 } = (await page.locator('.kiosk-main').boundingBox()) ?? {}
        expect(y + height, await language.innerText()).toBeLessThanOrEqual(tablet.height)
      }
      await picture(page, 'kiosk')
    })
  })

  it('asks for the code alone where the camera is refused, and says so', async () => {
    await seeing('nobody may look', async (browser) => {
      const page = await opens({ ...rig, browser }, { ...tablet, ...(await pairs()) })
      await page.getByText('Die Kamera ist hier gerade nicht verfügbar').waitFor()
      await page.getByText('Geben Sie den Code Ihres Termins ein').waitFor()
      expect(await page.locator('video').count()).toBe(0)
      await isAccessible(page)
    })
  })

  it('asks whoever has begun to type before it forgets that, and forgets the others after 20 seconds', async () => {
    const page = await sits()
    await page.clock.install()
    await page.reload()
    await page.getByRole('button', { name: 'English' }).click()
    await page.clock.runFor(21_000)
    await page.getByRole('heading', { name: 'Anmeldung zum Termin' }).waitFor()

    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('button', { name: 'C', exact: true }).click()
    await page.clock.runFor(21_000)
    await page.getByText('Are you still there?').waitFor()
    await isAccessible(page)
    await picture(page, 'kiosk-still-there')
    await page.getByRole('button', { name: 'Yes, go on' }).click()
    await page.getByText('Are you still there?').waitFor({ state: 'detached' })
    expect(await page.inputValue('#code'), 'what was typed stays').toBe('C')
    await page.clock.runFor(21_000)
    await page.getByText('Are you still there?').waitFor()
    expect(await page.inputValue('#code')).toBe('C')
    await page.clock.runFor(21_000)
    await page.getByRole('heading', { name: 'Anmeldung zum Termin' }).waitFor()
    expect(await page.inputValue('#code')).toBe('')
  })

  it('says in every language that there is no connection, until there is one', async () => {
    const page = await sits()
    const server = '**/api/v1/kiosk'
    await page.route(server, (route) => route.abort())
    await page.reload()
    await page.getByText('Keine Verbindung').waitFor()
    await page.getByText('لا يوجد اتصال').waitFor()
    await isAccessible(page)
    await picture(page, 'kiosk-offline')
    await page.unroute(server)
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

/** A browser that reads codes by itself, whatever its camera sees: this one, or none. */
async function readsByItself(page: Page, code?: string): Promise<void> {
  await page.addInitScript(
    (found) => {
      Object.assign(globalThis, {
        BarcodeDetector: class {
          static async getSupportedFormats() {
            return ['qr_code']
          }
          detect = async () => found
        },
      })
    },
    code === undefined ? [] : [{ rawValue: code }],
  )
}
