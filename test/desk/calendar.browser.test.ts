import type { Page } from 'playwright-core'
import { beforeEach, expect, it } from 'vitest'
import { addDays, localDay, weekdayOf } from '#appointments/local-time.ts'
import { instantOf } from '#appointments/local-time.ts'
import { visitor } from '../api/visitor.ts'
import { emptyTables } from '../database/empty-tables.ts'
import { eventually } from '../web/eventually.ts'
import { atTheDesk, opens } from './desk-rig.ts'
import { expectAccessible } from './looks.ts'
import { picture } from './picture.ts'

/** A Monday some weeks ahead. */
const monday = (() => {
  let day = addDays(localDay(new Date()), 8)
  while (weekdayOf(day) !== 1) day = addDays(day, 1)
  return day
})()

atTheDesk('the calendar', (rig) => {
  beforeEach(async () => {
    const { prisma } = rig.desk.database
    await emptyTables(rig.desk.database, 'appointment', 'notice', 'closing', 'data_key')
    await prisma.$executeRaw`DELETE FROM closure`
    await prisma.$executeRaw`DELETE FROM special_hours`
    await prisma.$executeRaw`UPDATE slot SET booked = 0, held = 0, state = 'open', public_from = NULL, capacity = 3`
  })

  async function sitsDown(role: 'manager' | 'clerk' = 'manager', size: { width?: number } = {}) {
    const member = await rig.desk.hires(role, { departmentId: 'general', locationId: 'neuss' })
    const page = await opens(rig, { cookie: member.cookie, path: '/desk/kalender', ...size })
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(String(error.stack)))
    page.on('console', (message) => {
      const isRefusal = message.text().startsWith('Failed to load resource')
      if (message.type() === 'error' && !isRefusal) complaints.push(message.text())
    })
    await page.getByRole('heading', { name: 'Kalender' }).waitFor()
    await page.getByLabel('Woche mit dem Tag').fill(monday)
    await page.locator('.week-picture .week-free').first().waitFor()
    return { member, page, complaints }
  }

  const books = (time: string, name: string) => {
    const startsAt = instantOf({ day: monday, time })
    if (!startsAt) throw new Error('There is no such time')
    return visitor(rig.desk.desk, { startsAt, name })
  }
  const firstTime = async () => {
    const slot = await rig.desk.database.prisma.slot.findFirstOrThrow({
      where: { departmentId: 'general', locationId: 'neuss', startsAt: { gte: new Date(`${monday}T00:00:00Z`) } },
      orderBy: { startsAt: 'asc' },
    })
    return new Intl.DateTimeFormat('de', { timeStyle: 'short', timeZone: 'Europe/Berlin' }).format(slot.startsAt)
  }

  it('changes capacity with the keyboard alone, never below what is booked, and keeps what was typed', async () => {
    const time = await firstTime()
    await books(time, 'Олена Шевченко')
    await books(time, 'Ayşe Yılmaz')
    const { page, complaints } = await sitsDown()
    const mark = page.getByRole('checkbox', { name: new RegExp(`^${time}`) })
    await mark.focus()
    await page.keyboard.press('Space')
    await page.locator('#capacity').focus()
    await page.keyboard.type('1')
    await page.keyboard.press('Enter')
    await page.getByText(`Um ${time} Uhr sind schon 2 vergeben`).waitFor()
    expect(await page.locator('#capacity').inputValue()).toBe('1')
    await page.keyboard.press('Backspace')
    await page.keyboard.type('6')
    await page.keyboard.press('Enter')
    await page.getByText('Plätze bei 1 Zeit geändert.').waitFor()
    await page.getByText('2 von 6').waitFor()
    expect(complaints).toEqual([])
  })

  it('closes a day with people in it: shown first, moved, and undone', async () => {
    const time = await firstTime()
    const { id } = await books(time, 'Олена Шевченко')
    const { page, complaints } = await sitsDown()
    await page.getByRole('button', { name: 'Tage schließen' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Grund').fill('Wasserschaden')
    await dialog.getByRole('button', { name: 'Wer ist betroffen?' }).click()
    await dialog.getByText('Olena Shevchenko').waitFor()
    await dialog.getByText('1 Termin ist betroffen.').waitFor()
    await picture(page, 'calendar-close')
    await expectAccessible(page, 'closing days')
    await dialog.getByRole('button', { name: 'Schließen und 1 Termin verschieben' }).click()
    await page.getByText('Verschoben: 1, abgesagt: 0.').waitFor()
    await page.locator('.week-picture').getByText('Wasserschaden').waitFor()
    const state = async () => (await rig.desk.database.prisma.appointment.findUniqueOrThrow({ where: { id } })).state
    expect(await state()).toBe('moved')
    await picture(page, 'calendar-closed')
    await page.getByRole('button', { name: 'Rückgängig machen' }).click()
    await page.getByText('Rückgängig gemacht: 1 Termin ist wie vorher.').waitFor()
    expect(await state()).toBe('booked')
    expect(complaints).toEqual([])
  })

  it('refuses a closure in the past with a sentence, and loses nothing of it', async () => {
    const { page } = await sitsDown()
    await page.getByRole('button', { name: 'Schließung hinzufügen' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Erster Tag').fill('2021-03-01')
    await dialog.getByLabel('Letzter Tag').fill('2021-03-01')
    await dialog.getByLabel('Grund').fill('Betriebsausflug')
    await dialog.getByText('6 fehlen').click()
    await dialog.getByLabel('Ukrainisch').fill('Захід')
    await dialog.getByRole('button', { name: 'Speichern' }).click()
    await dialog.getByText('Eine Schließung in der Vergangenheit geht nicht').waitFor()
    expect(await dialog.getByLabel('Grund').inputValue()).toBe('Betriebsausflug')
    await expectAccessible(page, 'a closure that is refused')
    await dialog.getByLabel('Erster Tag').fill(monday)
    await dialog.getByLabel('Letzter Tag').fill(monday)
    await dialog.getByRole('button', { name: 'Speichern' }).click()
    await page.locator('.week-picture').getByText('Betriebsausflug').waitFor()
    const { reason } = await rig.desk.database.prisma.closure.findFirstOrThrow()
    expect(reason).toEqual({ de: 'Betriebsausflug', uk: 'Захід' })
  })

  it('shows the second of two who edit the same hours what has changed, and what they typed', async () => {
    const [one, other] = [await sitsDown(), await sitsDown()]
    const edits = async (page: Page) => {
      await page
        .getByRole('button', { name: /^„Montag .*“ ändern$/ })
        .first()
        .click()
      return page.getByRole('dialog')
    }
    const [first, second] = [await edits(one.page), await edits(other.page)]
    await first.getByLabel('Plätze').fill('7')
    await first.getByRole('button', { name: 'Speichern' }).click()
    await one.page.getByText('Gespeichert.').waitFor()
    await second.getByLabel('Plätze').fill('2')
    await second.getByRole('button', { name: 'Speichern' }).click()
    await second.getByText('Inzwischen hat jemand anderes das geändert.').waitFor()
    await second.getByText('Plätze: 7').waitFor()
    expect(await second.getByLabel('Plätze').inputValue()).toBe('2')
    await picture(other.page, 'calendar-meanwhile')
    await expectAccessible(other.page, 'edited meanwhile')
    await second.getByRole('button', { name: 'Speichern' }).click()
    await other.page.getByText('Gespeichert.').waitFor()
    await eventually(() => other.page.getByRole('dialog').count()).toBe(0)
  })

  it('shows what somebody else edits without being asked, and leaves what is being typed', async () => {
    const time = await firstTime()
    const [one, other] = [await sitsDown(), await sitsDown()]
    await other.page.getByRole('checkbox', { name: new RegExp(`^${time}`) }).check()
    await other.page.locator('#capacity').fill('9')
    await other.page.getByRole('button', { name: 'Schließung hinzufügen' }).click()
    const dialog = other.page.getByRole('dialog')
    await dialog.getByLabel('Grund').fill('Betriebsausf')
    await one.page.getByRole('checkbox', { name: new RegExp(`^${time}`) }).check()
    await one.page.locator('#capacity').fill('8')
    await one.page.locator('#capacity').press('Enter')
    await one.page.getByText('Plätze bei 1 Zeit geändert.').waitFor()
    await other.page.getByText('0 von 8').waitFor()
    expect(await dialog.getByLabel('Grund').inputValue()).toBe('Betriebsausf')
    await other.page.keyboard.press('Escape')
    expect(await other.page.locator('#capacity').inputValue()).toBe('9')
    expect(await other.page.getByRole('checkbox', { name: new RegExp(`^${time}`) }).isChecked()).toBe(true)
    expect(other.complaints).toEqual([])
  })

  it('shows the week that was asked for last, whichever answer comes first', async () => {
    const { page } = await sitsDown()
    const late = addDays(monday, 7)
    const days: string[] = []
    await page.route(`**/calendar?firstDay=${late}*`, async (route) => {
      await eventually(() => days.length).toBe(1)
      days.push(late)
      await route.continue()
    })
    page.on('response', (response) => {
      if (response.url().includes(`/calendar?firstDay=${monday}`)) days.push(monday)
    })
    await page.getByRole('button', { name: 'Spätere Woche' }).click()
    const [overtaken] = await Promise.all([
      page.waitForResponse((response) => response.url().includes(`/calendar?firstDay=${late}`)),
      page.getByRole('button', { name: 'Frühere Woche' }).click(),
    ])
    await overtaken.finished()
    expect(days).toEqual([monday, late])
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
    expect(await page.locator('#times-day option').first().getAttribute('value')).toBe(monday)
  })

  it('opens further days, not public before a stated time', async () => {
    const { page } = await sitsDown()
    await page.getByRole('button', { name: 'Freigabe festlegen' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Erster Tag').fill(monday)
    await dialog.getByLabel('Letzter Tag').fill(addDays(monday, 4))
    await dialog.getByLabel('Öffentlich ab Tag').fill(addDays(monday, -3))
    await expectAccessible(page, 'setting a release')
    await dialog.getByRole('button', { name: 'Freigabe festlegen' }).click()
    await page.getByText(/^Freigabe für \d+ Zeiten festgelegt\.$/).waitFor()
    await page.locator('.week-picture .week-later').first().waitFor()
    await page.getByRole('button', { name: 'Weitere Tage öffnen' }).click()
    await dialog.getByLabel('Erster Tag').fill(addDays(monday, 84))
    await dialog.getByLabel('Letzter Tag').fill(addDays(monday, 88))
    await dialog.getByRole('button', { name: 'Weitere Tage öffnen' }).click()
    await page.getByText(/^\d+ Zeiten geöffnet\.$/).waitFor()
  })

  it('only shows itself to a clerk', async () => {
    const { page } = await sitsDown('clerk')
    expect(await page.getByRole('button', { name: /ändern|schließen|öffnen|hinzufügen/i }).count()).toBe(0)
    await expectAccessible(page, 'the calendar of a clerk')
  })

  for (const width of [820, 1280])
    it(`has no fault that axe knows of, and nothing that overflows, at ${width} px`, async () => {
      const time = await firstTime()
      await books(time, 'Jonas Weber')
      const { page, complaints } = await sitsDown('manager', { width })
      await expectAccessible(page, `calendar at ${width}`)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      await picture(page, 'calendar')
      expect(complaints).toEqual([])
    })
})
