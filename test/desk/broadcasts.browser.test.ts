import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { addDays, instantOf, localDay } from '#appointments/local-time.ts'
import { loadOffice } from '#appointments/office.ts'
import { readConfig } from '#config.ts'
import { conversations } from '#conversation/conversations.ts'
import { createLog } from '#log.ts'
import { stepBroadcasts } from '#notices/broadcast/run.ts'
import { type Language, loadTexts } from '#texts.ts'
import { visitor } from '../api/visitor.ts'
import { eventually } from '../web/eventually.ts'
import { atDesk, type DeskSite, screens, sitDown } from './desk-site.ts'
import { expectAccessible } from './looks.ts'
import { picture } from './picture.ts'

/** People of every language who look at the web chat, and the worker that tells them. */
async function crowd({ database, keys, now }: DeskSite, languages: readonly Language[]) {
  const office = await loadOffice(database.prisma)
  const speak = loadTexts()
  const talks = conversations({ database, keys, office: () => office, speak, now })
  for (const language of languages) {
    const { conversationId } = await talks.create({ channel: 'webchat', address: randomUUID() })
    const address = { channel: 'webchat' as const, conversationId }
    await talks.receive({ address, key: randomUUID(), act: { kind: 'joined', language } })
  }
  const log = createLog(readConfig({ LOG_LEVEL: 'silent' }))
  const runner = { database, conversations: talks, office: () => office, speak, log, now }
  return async () => {
    while ((await stepBroadcasts(runner)).told > 0);
  }
}

atDesk('broadcasts at the desk', (rig) => {
  it('are seen in every language, kept, started, watched and reported', async () => {
    const { site } = rig
    const morning = instantOf({ day: addDays(localDay(new Date()), 1), time: '10:00' }) ?? new Date()
    site.clock.ahead = morning.getTime() - Date.now()
    const work = await crowd(site, ['uk', 'uk', 'de', 'ar', 'tr'])
    const manager = await site.hires('Mara Beispiel', [{ role: 'manager' }])
    const wish = { token: manager.token, path: '/desk/rundschreiben' }
    const { page, complaints, elsewhere, close } = await sitDown(rig, wish)
    await page.getByText('Noch kein Rundschreiben.').waitFor()
    await expectAccessible(page, 'no broadcast')

    await page.getByRole('button', { name: 'Neues Rundschreiben' }).click()
    await page.getByLabel('Bezeichnung').fill('Freie Termine im Dezember')
    await page.getByRole('combobox', { name: 'Abteilung', exact: true }).last().selectOption('ukraine')
    await page.getByRole('button', { name: 'Vorschau' }).click()
    await page.getByText('5 Menschen').first().waitFor()
    const arabic = page.getByRole('article', { name: 'Vorschau in Arabisch' })
    expect(await arabic.locator('p').innerText()).toContain('توجد مواعيد متاحة')
    expect(await page.getByRole('article').count()).toBe(7)
    await expectAccessible(page, 'a preview in every language')
    await picture(page, 'broadcast-preview')
    await page.setViewportSize(screens.tablet)
    await expectAccessible(page, 'a preview on a tablet')
    await page.setViewportSize(screens.desktop)

    await page.getByRole('textbox', { name: 'Deutsch' }).fill('Ohne Platzhalter')
    await page.getByRole('button', { name: 'Vorschau' }).click()
    await page.getByRole('button', { name: 'Als Entwurf speichern' }).click()
    await page.getByText('Im Text fehlt {slots}').waitFor()
    await page.getByRole('textbox', { name: 'Deutsch' }).fill('Im Dezember ist etwas frei:\n{slots}')
    await page.getByRole('button', { name: 'Vorschau' }).click()
    await page.getByRole('button', { name: 'Als Entwurf speichern' }).click()
    await page.getByText('Der Entwurf ist gespeichert').waitFor()
    await expectAccessible(page, 'a draft')
    await picture(page, 'broadcast-draft')

    await page.getByRole('button', { name: 'Jetzt starten' }).click()
    const dialog = page.getByRole('dialog')
    await expectAccessible(page, 'asked before the start')
    await dialog.getByRole('button', { name: 'Jetzt starten' }).click()
    await page.getByText('0 / 5 (0 %)').waitFor()
    const pause = page.getByRole('button', { name: 'Anhalten' })
    const told = page.locator(`#${await pause.getAttribute('aria-describedby')}`)
    expect(await told.innerText()).toContain('nimmt zurück, was schon in der Reihe steht')
    await expectAccessible(page, 'a broadcast on its way')
    await work()
    await page.getByText('5 / 5 (100 %)').waitFor()
    await work()
    await page.getByRole('heading', { name: 'fertig' }).waitFor()
    const sum = page.getByRole('row', { name: 'Zusammen' })
    await eventually(() => sum.innerText()).toMatch(/^Zusammen\s+5\s+5\s/)
    await expectAccessible(page, 'a report')
    await picture(page, 'broadcast-report')

    await page.getByRole('button', { name: 'Als Vorlage benutzen' }).click()
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('broadcast-title')
    expect(await page.getByLabel('Bezeichnung').inputValue()).toBe('Freie Termine im Dezember')
    expect(await page.locator('#broadcast-department').inputValue()).toBe('ukraine')
    expect(await page.getByRole('textbox', { name: 'Deutsch' }).inputValue()).toContain('Im Dezember ist etwas frei')
    expect(complaints).toEqual([])
    expect(elsewhere).toEqual([])
    await close()
  })

  it('are told to fewer: by the service, the place and the day of their appointments, and by language and channel', async () => {
    const { site } = rig
    const later = instantOf({ day: addDays(localDay(site.now()), 10), time: '10:00' }) ?? new Date()
    const latest = instantOf({ day: addDays(localDay(site.now()), 20), time: '10:00' }) ?? new Date()
    const general = await site.database.prisma.service.findMany({
      where: { departmentId: 'general', units: 1 },
      orderBy: { position: 'asc' },
    })
    const [first, second] = general.map(({ id }) => id)
    if (first === undefined || second === undefined) throw new Error('The office has too few services')
    await visitor(site, { startsAt: later, name: 'Ayşe Yılmaz', serviceId: first })
    await visitor(site, { startsAt: later, name: 'Mehmet Kaya', serviceId: second, locationId: 'grevenbroich' })
    await visitor(site, { startsAt: latest, name: 'Jean Martin', serviceId: second })
    await site.database.prisma.conversation.updateMany({ where: { language: null }, data: { language: 'fr' } })
    const manager = await site.hires('Mina Beispiel', [{ role: 'manager' }])
    const wish = { token: manager.token, path: '/desk/rundschreiben' }
    const { page, complaints, close } = await sitDown(rig, wish)
    await page.getByRole('button', { name: 'Neues Rundschreiben' }).click()
    await page.getByLabel('Bezeichnung').fill('Frühere Zeiten')
    await page.locator('#broadcast-department').selectOption('general')
    await page.getByLabel('Gruppe').selectOption('later')
    const finds = async (people: string) => {
      await page.getByRole('button', { name: 'Vorschau' }).click()
      await page.locator('.broadcast-preview').getByText(people, { exact: true }).first().waitFor()
    }
    await finds('3 Menschen')
    await page.getByLabel('Standort dieser Menschen').selectOption('grevenbroich')
    await finds('1 Mensch')
    await page.getByLabel('Standort dieser Menschen').selectOption('')
    await page.getByLabel('Anliegen dieser Menschen').selectOption(second)
    await finds('2 Menschen')
    await page.getByLabel('Termin später als').fill(localDay(later))
    await finds('1 Mensch')

    await page.getByLabel('Telegram').click()
    expect(await page.getByLabel('Web-Chat').isChecked()).toBe(true)
    await page.getByLabel('Web-Chat').click()
    expect(await page.getByLabel('Web-Chat').isChecked(), 'the last one stays, and is seen to').toBe(true)
    await finds('1 Mensch')
    await expectAccessible(page, 'an audience that is narrowed')
    await picture(page, 'broadcast-narrowed')

    await page.getByRole('button', { name: 'Als Entwurf speichern' }).click()
    await page.getByText('Der Entwurf ist gespeichert').waitFor()
    const kept = await site.database.prisma.broadcast.findFirstOrThrow({ where: { title: 'Frühere Zeiten' } })
    const audience = { group: 'later', after: localDay(later), serviceIds: [second], channels: ['webchat'] }
    expect(kept.audience).toEqual(audience)
    await page.getByRole('button', { name: 'Als Vorlage benutzen' }).click()
    await finds('1 Mensch')
    expect(await page.getByLabel('Termin später als').inputValue()).toBe(localDay(later))
    await page.locator('#broadcast-department').selectOption('asylum')
    expect(await page.getByLabel('Anliegen dieser Menschen').inputValue(), 'it has others').toBe('')
    expect(complaints).toEqual([])
    await close()
  })
})
