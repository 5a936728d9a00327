import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { addDays, instantOf, localDay } from '#appointments/local-time.ts'
import { loadOffice } from '#appointments/office.ts'
import { readConfig } from '#config.ts'
import { conversations } from '#conversation/conversations.ts'
import { createLog } from '#log.ts'
import { stepBroadcasts } from '#notices/broadcast/run.ts'
import { type Language, loadTexts } from '#texts.ts'
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
    await work()
    await page.getByText('5 / 5 (100 %)').waitFor()
    await work()
    await page.getByRole('heading', { name: 'fertig' }).waitFor()
    const sum = page.getByRole('row', { name: 'Zusammen' })
    await eventually(() => sum.innerText()).toMatch(/^Zusammen\s+5\s+5\s/)
    await expectAccessible(page, 'a report')
    await picture(page, 'broadcast-report')
    expect(complaints).toEqual([])
    expect(elsewhere).toEqual([])
    await close()
  })
})
