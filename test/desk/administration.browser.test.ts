import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { addDays, instantOf, localDay } from '#appointments/local-time.ts'
import { visitor } from '../api/visitor.ts'
import { eventually } from '../web/eventually.ts'
import { atDesk, screens, sitDown } from './desk-site.ts'
import { expectAccessible } from './looks.ts'
import { picture } from './picture.ts'

atDesk('administering the desk', (rig) => {
  it('adds somebody, gives them roles and a link, locks them out and lets them in again', async () => {
    const { site } = rig
    const boss = await site.hires('Ada Beispiel', [{ role: 'administrator' }])
    await site.hires('Cem Beispiel', [{ departmentId: 'general', locationId: 'neuss' }, { role: 'manager' }])
    const ada = await sitDown(rig, { token: boss.token, path: '/desk/mitarbeitende' })
    const { page } = ada
    await page.getByRole('button', { name: 'Person hinzufügen' }).click()
    const dialog = page.getByRole('dialog')
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('member-name')
    await dialog.getByLabel('Name').fill('Dora Beispiel')
    await dialog.getByLabel('E-Mail-Adresse').fill('cem.beispiel@example.org')
    await dialog.getByLabel('Abteilung').selectOption({ index: 1 })
    await dialog.getByRole('button', { name: 'Weitere Rolle' }).click()
    await picture(page, 'staff-add')
    await expectAccessible(page, 'adding somebody')
    await dialog.getByRole('button', { name: 'Person hinzufügen' }).click()
    await dialog.getByText('gibt es schon ein Konto').waitFor()
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('member-email')
    expect(await dialog.getByLabel('Name').inputValue(), 'what was typed stays').toBe('Dora Beispiel')
    await dialog.getByLabel('E-Mail-Adresse').fill('dora@example.org')
    await dialog.getByRole('button', { name: 'Person hinzufügen' }).click()
    await page.getByRole('heading', { name: 'Link für Dora Beispiel' }).waitFor()
    expect(await dialog.locator('code').innerText()).toMatch(/\/desk\/einladung#[\w-]{43}$/)
    await picture(page, 'staff-link')
    await expectAccessible(page, 'a link to hand over')
    await page.keyboard.press('Escape')
    await page.getByText('dora@example.org').waitFor()
    await picture(page, 'staff')
    await expectAccessible(page, 'staff')

    await page.getByRole('button', { name: 'Cem Beispiel sperren' }).click()
    await eventually(() => focused(page)).toBe('Cem Beispiel sperren?')
    await expectAccessible(page, 'asked before locking out')
    await dialog.getByRole('button', { name: 'Sperren' }).click()
    await page.getByRole('button', { name: 'Cem Beispiel freigeben' }).click()
    await page.getByRole('button', { name: 'Cem Beispiel sperren' }).waitFor()

    await page.getByRole('button', { name: 'Ada Beispiel sperren' }).click()
    await dialog.getByRole('button', { name: 'Sperren' }).click()
    await dialog.getByText('die letzte Administratorin').waitFor()
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: 'Rollen von Ada Beispiel' }).click()
    const role = dialog.getByLabel('Rolle', { exact: true })
    await role.selectOption('clerk')
    await dialog.getByRole('button', { name: 'Speichern' }).click()
    await dialog.getByText('die letzte Administratorin').waitFor()
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('role-0')
    expect(await role.getAttribute('aria-invalid')).toBe('true')
    expect(await role.getAttribute('aria-describedby')).toBe(await dialog.locator('.kern-error').getAttribute('id'))
    await expectAccessible(page, 'roles that are refused')
    await picture(page, 'staff-roles-refused')
    expect(ada.complaints).toEqual([])
    expect(ada.elsewhere).toEqual([])
    await ada.close()
  })

  it('makes a key, shows it once, and revokes it', async () => {
    const boss = await rig.site.hires('Bea Beispiel', [{ role: 'administrator' }])
    const { page, complaints, close } = await sitDown(rig, { token: boss.token, path: '/desk/schluessel' })
    await page.getByText('Es gibt noch keine Schlüssel.').waitFor()
    await page.getByRole('button', { name: 'Schlüssel erstellen' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name', { exact: true }).fill('Aufrufanlage')
    await dialog.getByRole('button', { name: 'Schlüssel erstellen' }).click()
    await dialog.getByText('Diese Angabe fehlt').waitFor()
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('scope-visits:read')
    await expectAccessible(page, 'a key without a scope')
    await dialog.getByLabel('Besuche sehen').check()
    await picture(page, 'key-make')
    await expectAccessible(page, 'making a key')
    await dialog.getByRole('button', { name: 'Schlüssel erstellen' }).click()
    await dialog.locator('code').waitFor()
    expect(await dialog.locator('code').innerText()).toMatch(/^terminlotse_[\w-]{43}$/)
    await picture(page, 'key-made')
    await expectAccessible(page, 'a key that was made')
    await dialog.getByRole('button', { name: 'Fertig' }).click()
    await eventually(() => focused(page)).toBe('Schlüssel erstellen')
    await page.getByRole('rowheader', { name: 'Aufrufanlage' }).waitFor()
    await picture(page, 'keys')
    await expectAccessible(page, 'keys')
    await page.getByRole('button', { name: 'Aufrufanlage den Schlüssel entziehen' }).click()
    await dialog.getByRole('button', { name: 'Entziehen' }).click()
    await page.getByText('entzogen', { exact: true }).waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  it('reads the audit log, page by page, as an auditor who can change nothing', async () => {
    const { site } = rig
    const auditor = await site.hires('Eva Beispiel', [{ role: 'auditor' }])
    await site.database.prisma.auditEntry.createMany({
      data: Array.from({ length: 60 }, () => ({ deed: 'sign-in', staffId: auditor.id, subject: auditor.id })),
    })
    const { page, complaints, close } = await sitDown(rig, { token: auditor.token, path: '/desk/protokoll' })
    await page.getByRole('heading', { name: 'Protokoll' }).waitFor()
    expect(await page.getByRole('navigation').getByRole('link').allInnerTexts()).not.toContain('Mitarbeitende')
    const rows = page.locator('tbody tr')
    await eventually(() => rows.count()).toBe(50)
    await picture(page, 'audit')
    await expectAccessible(page, 'audit log')
    await page.getByRole('button', { name: 'Frühere Einträge' }).click()
    await eventually(() => rows.count()).toBeGreaterThan(59)
    expect(complaints).toEqual([])
    await page.goto(`${site.origin}/desk/mitarbeitende`)
    await page.getByText('oder sie ist nicht für Sie').waitFor()
    await close()
  })

  it('says in the audit log in words who did what to what, and narrows it', async () => {
    const { site } = rig
    const [boss, clerk] = [
      await site.hires('Ines Beispiel', [{ role: 'administrator' }]),
      await site.hires('Jan Beispiel', [{}]),
    ]
    const visit = await visitor(site, {
      startsAt: instantOf({ day: addDays(localDay(site.now()), 1), time: '10:00' })!,
    })
    const gone = randomUUID()
    const wrote = (staffId: string, deed: string, subject: string | null, facts: Record<string, unknown> = {}) => ({
      staffId,
      deed,
      subject,
      facts: facts as object,
    })
    await site.database.prisma.auditEntry.createMany({
      data: [
        wrote(clerk.id, 'sign-in', clerk.id),
        wrote(clerk.id, 'search-people', null, { by: ['name', 'dateOfBirth'], found: 1, seen: [visit.id] }),
        wrote(clerk.id, 'move-appointment', visit.id, { by: 'office', to: visit.id }),
        wrote(boss.id, 'change-roles', clerk.id, { roles: ['clerk  neuss', 'auditor'] }),
        wrote(boss.id, 'change-member', clerk.id, { changed: ['name', 'email'] }),
        wrote(boss.id, 'make-key', gone, { scopes: ['visits:read', 'calendar:feed'] }),
        wrote(boss.id, 'add-webhook', gone, { events: ['appointment.booked'] }),
        wrote(boss.id, 'change-hours', 'special-hours:3', { departmentId: 'general', locationId: 'neuss', opened: 3 }),
        wrote(boss.id, 'release-days', null, {
          locationId: 'neuss',
          firstDay: '2026-12-01',
          lastDay: '2026-12-24',
          slots: 1200,
        }),
        wrote(boss.id, 'start-broadcast', gone, { people: 5, at: null }),
      ],
    })
    const auditor = await site.hires('Kim Beispiel', [{ role: 'auditor' }])
    const { page, complaints, close } = await sitDown(rig, { token: auditor.token, path: '/desk/protokoll' })
    const row = (deed: string) => page.getByRole('row').filter({ hasText: deed }).first()
    const code = `${visit.code.slice(0, 4)}-${visit.code.slice(4)}`
    await row('hat Personen gesucht').getByText('Gesucht nach: Name, Geburtsdatum').waitFor()
    await row('hat Personen gesucht').getByText(`Gesehen: ${code}`).waitFor()
    await row('hat einen Termin verschoben').getByText(code).waitFor()
    await row('hat einen Termin verschoben').getByText('Auf Wunsch: des Amtes').waitFor()
    await row('hat Rollen geändert').getByText('Jan Beispiel').waitFor()
    await row('hat Rollen geändert').getByText('Rollen: Sachbearbeitung – Kreishaus Neuss, Revision').waitFor()
    await row('hat Name oder E-Mail-Adresse geändert').getByText('Geändert: Name, E-Mail-Adresse').waitFor()
    await row('hat Öffnungszeiten geändert').getByText('Abweichende Öffnungszeit Nr. 3').waitFor()
    await row('hat eine Freigabe festgelegt').getByText('Letzter Tag: 24.12.2026').waitFor()
    await row('Rundschreiben gestartet').getByText('Beginn: sofort').waitFor()
    await row('hat einen Schlüssel erstellt').getByText('nicht mehr vorhanden').waitFor()
    expect(await row('hat eine Freigabe festgelegt').innerText()).toMatch(/Erster Tag: 01.12.2026\s+Letzter Tag/)
    expect(await page.getByRole('table').innerText(), 'ids and words of programs').not.toMatch(
      /[\da-f]{8}-[\da-f]{4}|special-hours|\b(lastDay|slots|seen|by|roles|clerk|visits:read|appointment\.booked)\b/,
    )
    await picture(page, 'audit-words')
    await expectAccessible(page, 'the audit log in words')
    await page.setViewportSize(screens.tablet)
    await expectAccessible(page, 'the audit log on a tablet')

    const rows = page.locator('tbody tr')
    const shows = async () => (await rows.allInnerTexts()).length
    await page.getByLabel('Code des Termins').fill(code)
    await page.getByRole('button', { name: 'Anzeigen' }).click()
    await eventually(shows).toBe(2)
    await page.getByLabel('Was', { exact: true }).selectOption('hat Personen gesucht')
    await page.getByRole('button', { name: 'Anzeigen' }).click()
    await eventually(shows).toBe(1)
    await page.getByLabel('Code des Termins').fill('')
    await page.getByLabel('Was', { exact: true }).selectOption('Alle')
    await page.getByLabel('Wer', { exact: true }).selectOption('Ines Beispiel')
    await page.getByRole('button', { name: 'Anzeigen' }).click()
    await eventually(shows).toBe(7)
    await page.getByLabel('Bis').fill('2020-01-01')
    await page.getByRole('button', { name: 'Anzeigen' }).click()
    await page.getByText('Dazu gibt es keine Einträge.').waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  it('can be done with the keyboard alone, and on a tablet', async () => {
    const boss = await rig.site.hires('Finn Beispiel', [{ role: 'administrator' }])
    const { page, close } = await sitDown(rig, { token: boss.token, viewport: screens.tablet })
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.keyboard.press('Tab')
    await eventually(() => focused(page)).toBe('Zum Inhalt')
    await tabTo(page, 'Schlüssel')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Schlüssel' }).waitFor()
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('main')
    await tabTo(page, 'Schlüssel erstellen')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await eventually(() => page.getByRole('dialog').count()).toBe(0)
    await eventually(() => focused(page)).toBe('Schlüssel erstellen')
    await close()
  })

  it('lets somebody look after their own account', async () => {
    const { site } = rig
    const clerk = await site.hires('Gül Beispiel', [{ departmentId: 'asylum', locationId: 'neuss' }])
    const { page, close } = await sitDown(rig, { token: clerk.token, path: '/desk/konto' })
    await page.getByRole('heading', { name: 'Mein Konto' }).waitFor()
    await picture(page, 'account')
    await expectAccessible(page, 'account')
    const widths = page.locator('.panel .kern-btn').evaluateAll((all) => all.map(({ clientWidth }) => clientWidth))
    expect(Math.max(...(await widths)), 'every button is as wide as its words').toBeLessThan(300)
    await page.locator('#current').fill('falsch')
    await page.locator('#new-password').fill('der rote Hund bellt leise')
    await page.getByRole('button', { name: 'Passwort ändern' }).click()
    await page.getByText('Das jetzige Passwort stimmt nicht').waitFor()
    await page.getByRole('button', { name: 'Überall abmelden' }).click()
    await page.getByRole('heading', { name: 'Anmelden' }).waitFor()
    await close()
  })
})

type Page = Awaited<ReturnType<typeof sitDown>>['page']

async function tabTo(page: Page, text: string): Promise<void> {
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press('Tab')
    if ((await focused(page)) === text) return
  }
  throw new Error(`Tab does not lead to ${text}`)
}

async function focused(page: Page): Promise<string> {
  return page.evaluate(() => (document.activeElement?.textContent ?? '').trim().slice(0, 100))
}
