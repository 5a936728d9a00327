import type { Page } from 'playwright-core'
import { afterEach, expect, it } from 'vitest'
import { loadOffice } from '#appointments/office.ts'
import { eventually } from '../web/eventually.ts'
import { atTheDesk, opens } from './desk-rig.ts'
import { expectAccessible } from './looks.ts'
import { picture } from './picture.ts'

atTheDesk('the page of the office', (rig) => {
  afterEach(async () => {
    await rig.desk.database.prisma.service.deleteMany({ where: { id: { startsWith: 'asylum-beratung' } } })
    await rig.desk.database.prisma.service.updateMany({ data: { retired: false } })
  })

  async function sitsDown(role: 'manager' | 'administrator' = 'administrator', size: { width?: number } = {}) {
    const member = await rig.desk.hires(role)
    const page = await opens(rig, { cookie: member.cookie, path: '/desk/behoerde', ...size })
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(String(error.stack)))
    await page.getByRole('heading', { name: 'Behörde' }).waitFor()
    await page.getByRole('heading', { name: 'Abteilungen' }).waitFor()
    return { page, complaints }
  }

  const services = async () => {
    const { departments } = await loadOffice(rig.desk.database.prisma)
    return departments.find(({ id }) => id === 'asylum')?.services ?? []
  }

  it('adds a service, shows what is missing, and keeps what was typed when something is wrong', async () => {
    const { page, complaints } = await sitsDown()
    await page.getByText(/Texte, in allen Sprachen vollständig\.$/).waitFor()
    await page.getByRole('button', { name: 'Anliegen hinzufügen' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name', { exact: true }).fill('Beratung zum Aufenthalt')
    await dialog.getByLabel('Platz in der Liste').fill('0')
    await dialog.getByLabel('Unterlage 1').fill('Pass')
    await dialog.getByText('6 fehlen').first().click()
    await dialog.getByLabel('Ukrainisch').first().fill('Консультація')
    await dialog.getByLabel('Dauer').selectOption('2')
    await page.evaluate(() => document.querySelector('form')?.setAttribute('novalidate', ''))
    await dialog.getByRole('button', { name: 'Speichern' }).click()
    await dialog.getByText('Diese Zahl ist zu klein.').waitFor()
    expect(await dialog.getByLabel('Name', { exact: true }).inputValue()).toBe('Beratung zum Aufenthalt')
    await picture(page, 'office-service')
    await expectAccessible(page, 'a service that is refused')
    await dialog.getByLabel('Platz in der Liste').fill('9')
    await dialog.getByRole('button', { name: 'Speichern' }).click()
    await page.getByText('Gespeichert.').waitFor()
    await page.getByText('fehlt: Ukrainisch, Englisch').waitFor()
    await page.getByText('Türkisch: 2 fehlen').waitFor()
    await page.getByText('Ukrainisch: 1 fehlt').waitFor()
    expect((await services()).at(-1)).toMatchObject({
      name: { de: 'Beratung zum Aufenthalt', uk: 'Консультація' },
      units: 2,
    })
    await picture(page, 'office')
    await expectAccessible(page, 'the office with missing texts')
    expect(complaints).toEqual([])
  })

  const edits = async (page: Page) => {
    await page.getByRole('button', { name: '„Duldung verlängern“ ändern' }).click()
    return page.getByRole('dialog')
  }

  it('shows the second of two who edit the same what has changed, and what they typed', async () => {
    const [one, other] = [await sitsDown('manager'), await sitsDown('manager')]
    const [first, second] = [await edits(one.page), await edits(other.page)]
    await first.getByLabel('Dauer').selectOption('3')
    await first.getByRole('button', { name: 'Speichern' }).click()
    await one.page.getByText('Gespeichert.').waitFor()
    await second.getByLabel('Dauer').selectOption('2')
    await second.getByRole('button', { name: 'Speichern' }).click()
    await second.getByText('Inzwischen hat jemand anderes das geändert.').waitFor()
    await second.getByText('Dauer: 3').waitFor()
    expect(await second.getByLabel('Dauer').inputValue()).toBe('2')
    await expectAccessible(other.page, 'edited meanwhile')
    await second.getByRole('button', { name: 'Speichern' }).click()
    await other.page.getByText('Gespeichert.').waitFor()
    expect((await services()).find(({ id }) => id === 'asylum-toleration')).toMatchObject({ units: 2 })
  })

  it('does not delete what is needed, says by what, and switches it off with the keyboard alone', async () => {
    const { page } = await sitsDown()
    await page.getByRole('button', { name: /^„Asylrecht .*“ ändern$/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Löschen' }).click()
    await dialog.getByText('Schalten Sie es stattdessen aus.').waitFor()
    await dialog.getByText(/Anliegen: \d+ · Öffnungszeiten: \d+/).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '„Duldung verlängern“ ändern' }).focus()
    await page.keyboard.press('Enter')
    await dialog.getByLabel('Ausgeschaltet').focus()
    await page.keyboard.press('Space')
    await dialog.getByLabel('Name', { exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('Gespeichert.').waitFor()
    await page.getByText('ausgeschaltet', { exact: true }).waitFor()
    expect((await services()).find(({ id }) => id === 'asylum-toleration')).toMatchObject({ retired: true })
    await eventually(() => page.getByRole('dialog').count()).toBe(0)
  })

  for (const width of [820, 1280])
    it(`has no fault that axe knows of, and nothing that overflows, at ${width} px`, async () => {
      const { page, complaints } = await sitsDown('administrator', { width })
      await expectAccessible(page, `office at ${width}`)
      await page.getByRole('button', { name: 'Standort hinzufügen' }).click()
      await expectAccessible(page, `a location at ${width}`)
      await page.keyboard.press('Escape')
      await page
        .getByRole('button', { name: /^Raum hinzufügen/ })
        .first()
        .click()
      await expectAccessible(page, `a room at ${width}`)
      expect(complaints).toEqual([])
    })
})
