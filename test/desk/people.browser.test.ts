import { expect, it } from 'vitest'
import { addDays, instantOf, localDay } from '#appointments/local-time.ts'
import { visitor } from '../api/visitor.ts'
import { eventually } from '../web/eventually.ts'
import { atDesk, type DeskSite, screens, sitDown } from './desk-site.ts'
import { expectAccessible } from './looks.ts'
import { picture } from './picture.ts'

/** A time in a year that only the test opens. */
async function opens(site: DeskSite, { days, time, capacity = 1 }: { days: number; time: string; capacity?: number }) {
  const startsAt = instantOf({ day: addDays(localDay(site.now()), 400 + days), time })
  if (!startsAt) throw new Error(`There is no ${time}`)
  const place = { departmentId: 'general', locationId: 'neuss' }
  await site.database.prisma.slot.create({ data: { ...place, startsAt, minutes: 20, capacity } })
  return { startsAt, day: localDay(startsAt) }
}

/** A service that takes one slot. */
async function shortVisit(site: DeskSite): Promise<string> {
  const wish = { where: { departmentId: 'general', units: 1 }, orderBy: { position: 'asc' } } as const
  return (await site.database.prisma.service.findFirstOrThrow(wish)).id
}

atDesk('people at the desk', (rig) => {
  it('finds somebody in either script, moves and cancels their appointment, and shows what happened', async () => {
    const { site } = rig
    const { startsAt } = await opens(site, { days: 0, time: '09:00' })
    const later = await opens(site, { days: 1, time: '10:00' })
    await visitor(site, { startsAt, name: 'Олена Шукана' })
    const clerk = await site.hires('Ada Beispiel', [{ departmentId: 'general', locationId: 'neuss' }])
    const { page, complaints, elsewhere, close } = await sitDown(rig, { token: clerk.token, path: '/desk/personen' })
    const search = page.getByLabel('Code, Name oder Geburtsdatum')
    await search.fill('Niemand')
    await page.keyboard.press('Enter')
    await page.getByText('Niemand gefunden').waitFor()
    await search.fill('Shukana')
    await page.keyboard.press('Enter')
    await page.getByText('1 Person gefunden').waitFor()
    expect(page.url(), 'no name stands in an address').not.toMatch(/shukana/i)
    await picture(page, 'people-found')
    await expectAccessible(page, 'people found')
    await page.getByRole('link', { name: 'Ansehen: Olena Shukana' }).click()
    await page.getByRole('heading', { name: 'Olena Shukana' }).waitFor()
    await page.getByText('17.05.1990').waitFor()

    await page.getByRole('button', { name: 'Verschieben' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Verschieben' }).click()
    await dialog.getByText('einen Tag und eine Uhrzeit').waitFor()
    await dialog.getByLabel('Tag').selectOption(later.day)
    await dialog.getByRole('radio', { name: '10:00' }).check()
    await dialog.getByRole('radio', { name: /Das Amt/ }).check()
    await picture(page, 'people-move')
    await expectAccessible(page, 'moving')
    await dialog.getByRole('button', { name: 'Verschieben' }).click()
    await page.getByText('Verschoben auf').waitFor()
    await page.getByText('Verlauf').first().click()
    await page.getByText('Nachricht: verschoben').waitFor()
    await page.getByText('Notizen (0)').first().click()
    await page.getByLabel('Neue Notiz').fill('Bringt die Schwester mit')
    await page.getByRole('button', { name: 'Notiz speichern' }).click()
    await page.getByRole('listitem').getByText('Bringt die Schwester mit').waitFor()
    await picture(page, 'people-person')
    await expectAccessible(page, 'a person')

    await page.getByRole('button', { name: 'Absagen' }).click()
    await dialog.getByRole('radio', { name: /Das Amt/ }).check()
    await dialog.getByRole('button', { name: 'Termin absagen' }).click()
    await eventually(() => page.evaluate(() => document.activeElement?.className)).toBe('people-outcome')
    await page.getByRole('button', { name: 'Zurücknehmen' }).click()
    await page.getByRole('button', { name: 'Absagen' }).click()
    await dialog.getByLabel('Grund').fill('Ist verreist')
    await expectAccessible(page, 'cancelling')
    await dialog.getByRole('button', { name: 'Termin absagen' }).click()
    await page.getByText('Die Zeit ist wieder frei').waitFor()
    await page.getByText('von der Person abgesagt').waitFor()
    await page.getByRole('link', { name: 'Zurück zur Suche' }).click()
    expect(await search.inputValue(), 'what was searched for stays').toBe('Shukana')
    expect(complaints).toEqual([])
    expect(elsewhere).toEqual([])
    await close()
  })

  it('books for several people, keeps place and day, and loses nothing that was typed when a time is taken', async () => {
    const { site } = rig
    const { day, startsAt } = await opens(site, { days: 3, time: '11:00' })
    await opens(site, { days: 3, time: '11:20', capacity: 2 })
    const clerk = await site.hires('Bea Beispiel', [{ departmentId: 'general', locationId: 'neuss' }])
    const { page, complaints, close } = await sitDown(rig, { token: clerk.token, path: '/desk/personen' })
    await page.getByRole('button', { name: 'Termin buchen' }).click()
    await page.getByLabel('Anliegen').selectOption(await shortVisit(site))
    await page.getByLabel('Tag').selectOption(day)
    await page.getByRole('radio', { name: '11:00' }).check()
    await page.getByLabel('Vor- und Nachname').fill('Ahmad Beispiel')
    await page.getByLabel('Geburtsdatum').fill('31.2.1990')
    await page.getByLabel('Sprache der Person').selectOption('ar')
    await page.getByRole('button', { name: 'Verbindlich buchen' }).click()
    await page.getByText('Dieses Datum gibt es nicht').waitFor()
    await picture(page, 'people-book')
    await expectAccessible(page, 'booking, with a fault')
    await page.getByLabel('Geburtsdatum').fill('1.2.1990')
    await site.database.prisma.slot.updateMany({ where: { startsAt }, data: { state: 'blocked' } })
    await page.getByRole('button', { name: 'Verbindlich buchen' }).click()
    await page.getByText('Diese Zeit ist nicht mehr frei').waitFor()
    expect(await page.getByLabel('Vor- und Nachname').inputValue()).toBe('Ahmad Beispiel')
    await expectAccessible(page, 'other times')
    await picture(page, 'people-taken')
    // The nearest one comes first: the office's own last open day may have the same time.
    await page.getByRole('button', { name: '11:20' }).first().click()
    await page.getByRole('button', { name: 'Verbindlich buchen' }).click()
    await page.getByRole('heading', { name: 'Gebucht: Ahmad Beispiel' }).waitFor()
    await eventually(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    await picture(page, 'people-booked')
    await expectAccessible(page, 'booked')

    await page.getByRole('button', { name: 'Für eine weitere Person buchen' }).click()
    expect(await page.getByLabel('Tag').inputValue(), 'the day stays').toBe(day)
    expect(await page.getByLabel('Anliegen').inputValue()).not.toBe('')
    expect(await page.getByLabel('Vor- und Nachname').inputValue()).toBe('')
    await page.getByRole('radio', { name: '11:20' }).check()
    await page.getByLabel('Vor- und Nachname').fill('AHMAD beispiel')
    await page.getByLabel('Geburtsdatum').fill('1990-02-01')
    await page.getByRole('button', { name: 'Verbindlich buchen' }).click()
    await page.getByText('hat in dieser Abteilung schon einen Termin').waitFor()
    expect(await page.getByRole('link', { name: 'Diesen Termin ansehen' }).count()).toBe(1)
    await page.getByLabel('Vor- und Nachname').fill('Layla Beispiel')
    await page.getByRole('button', { name: 'Verbindlich buchen' }).click()
    await page.getByRole('heading', { name: 'Gebucht: Layla Beispiel' }).waitFor()
    const booked = await site.database.prisma.appointment.count({ where: { channel: 'desk', language: 'ar' } })
    expect(booked).toBe(2)
    expect(complaints).toEqual([])
    await close()
  })

  it('is once, whatever the line does: a booking whose answer was lost is not booked again', async () => {
    const { site } = rig
    const { day } = await opens(site, { days: 5, time: '13:00', capacity: 3 })
    const clerk = await site.hires('Cem Beispiel', [{ departmentId: 'general', locationId: 'neuss' }])
    const { page, close } = await sitDown(rig, { token: clerk.token, path: '/desk/personen/book' })
    await page.getByLabel('Anliegen').selectOption(await shortVisit(site))
    await page.getByLabel('Tag').selectOption(day)
    await page.getByRole('radio', { name: '13:00' }).check()
    await page.getByLabel('Vor- und Nachname').fill('Dora Einmal')
    await page.getByLabel('Geburtsdatum').fill('3.3.1983')
    const keys: (string | undefined)[] = []
    await page.route('**/api/v1/appointments', async (route) => {
      keys.push(route.request().headers()['idempotency-key'])
      await route.fetch()
      if (keys.length === 1) await route.abort('connectionreset')
      else await route.continue()
    })
    await page.getByRole('button', { name: 'Verbindlich buchen' }).click()
    await page.getByText('Keine Verbindung').waitFor()
    await page.getByRole('button', { name: 'Verbindlich buchen' }).click()
    await page.getByRole('heading', { name: 'Gebucht: Dora Einmal' }).waitFor()
    expect(keys[0]).toBe(keys[1])
    await close()
  })

  it('can be done with the keyboard alone on a tablet', async () => {
    const { site } = rig
    const { startsAt } = await opens(site, { days: 7, time: '09:00' })
    await visitor(site, { startsAt, name: 'Tasta Beispiel' })
    const clerk = await site.hires('Eva Beispiel', [{ role: 'manager' }])
    const { page, close } = await sitDown(rig, { token: clerk.token, path: '/desk/personen', viewport: screens.tablet })
    await page.getByLabel('Code, Name oder Geburtsdatum').focus()
    await page.keyboard.type('Tasta')
    await page.keyboard.press('Enter')
    await page.getByText('1 Person gefunden').waitFor()
    await tabTo(page, 'Ansehen')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Tasta Beispiel' }).waitFor()
    await tabTo(page, 'Verschieben')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await eventually(() => page.getByRole('dialog').count()).toBe(0)
    await eventually(() => focused(page)).toBe('Verschieben')
    await expectAccessible(page, 'a person on a tablet')
    await close()
  })

  it('books for a caller and prints the confirmation with the keyboard alone', async () => {
    const { site } = rig
    const { day } = await opens(site, { days: 9, time: '14:00', capacity: 2 })
    await opens(site, { days: 9, time: '14:20', capacity: 2 })
    const service = await site.database.prisma.service.findUniqueOrThrow({ where: { id: await shortVisit(site) } })
    const clerk = await site.hires('Finn Beispiel', [{ departmentId: 'general', locationId: 'neuss' }])
    const { page, complaints, close } = await sitDown(rig, { token: clerk.token, path: '/desk/personen' })
    await page.getByRole('heading', { name: 'Personen' }).waitFor()
    let printed = 0
    await page.exposeFunction('printed', () => printed++)
    await page.evaluate(() => Object.assign(window, { print: Reflect.get(window, 'printed') }))
    await tabTo(page, 'Termin buchen')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Termin buchen' }).waitFor()
    const types = async (label: string, text: string) => {
      await tabTo(page, label)
      await page.keyboard.type(text)
    }
    await types('Anliegen', /^[a-z ]+/i.exec((service.name as { de: string }).de)?.[0] ?? '')
    await eventually(() => page.getByLabel('Anliegen').inputValue()).toBe(service.id)
    await page.getByLabel('Tag').waitFor()
    const wanted = page.locator(`option[value="${day}"]`)
    await types('Tag', (await wanted.innerText()).slice(0, 25))
    await page.getByRole('radio', { name: '14:00' }).waitFor()
    await tabTo(page, '14:00')
    await page.keyboard.press('ArrowDown')
    await types('Vor- und Nachname', 'Karim Anruf')
    await types('Geburtsdatum', '31.2.1984')
    await page.keyboard.press('Enter')
    await page.getByText('Dieses Datum gibt es nicht').waitFor()
    await eventually(() => labelled(page)).toMatch(/^Geburtsdatum/)
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('29.2.1984')
    await types('Sprache der Person', 'Franz')
    await tabTo(page, 'Verbindlich buchen')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Gebucht: Karim Anruf' }).waitFor()
    const { startsAt, language } = await site.database.prisma.appointment.findFirstOrThrow({
      where: { channel: 'desk', language: 'fr' },
    })
    expect({ startsAt, language }).toEqual({ startsAt: instantOf({ day, time: '14:20' }), language: 'fr' })
    await tabTo(page, 'Bestätigung drucken')
    await page.keyboard.press('Enter')
    await page.locator('.paper').waitFor()
    await tabTo(page, 'Drucken')
    await page.keyboard.press('Enter')
    await eventually(() => printed).toBe(1)
    await tabTo(page, 'Weiter buchen')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Gebucht: Karim Anruf' }).waitFor()
    expect(complaints).toEqual([])
    await close()
  })
})

type Page = Awaited<ReturnType<typeof sitDown>>['page']

async function tabTo(page: Page, text: string): Promise<void> {
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press('Tab')
    if ((await labelled(page)).startsWith(text)) return
  }
  throw new Error(`Tab does not lead to ${text}`)
}

/** What the focus is on: the label of a field, the words of everything else. */
async function labelled(page: Page): Promise<string> {
  return page.evaluate(() => {
    const at = document.activeElement
    const label = at instanceof HTMLInputElement || at instanceof HTMLSelectElement ? at.labels?.[0] : undefined
    return ((label ?? at)?.textContent ?? '').trim().slice(0, 100)
  })
}

async function focused(page: Page): Promise<string> {
  return page.evaluate(() => (document.activeElement?.textContent ?? '').trim().slice(0, 100))
}
