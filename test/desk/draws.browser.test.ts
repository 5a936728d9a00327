import { expect, it } from 'vitest'
import { drawLots } from '#appointments/draws/draw-lots.ts'
import { enter } from '#appointments/draws/enter.ts'
import { offerPlaces } from '#appointments/draws/offer-places.ts'
import { addDays, localDay } from '#appointments/local-time.ts'
import { newcomer } from '../appointments/small-office.ts'
import { atDesk, sitDown } from './desk-site.ts'
import { expectAccessible } from './looks.ts'
import { picture } from './picture.ts'

atDesk('draws at the desk', (rig) => {
  it('are opened, watched, drawn by hand when the window is over, and shown with what to recompute them from', async () => {
    const { site } = rig
    const { prisma } = site.database
    const boss = await site.hires('Ada Beispiel', [{ role: 'manager' }])
    const { page, complaints, elsewhere, close } = await sitDown(rig, { token: boss.token, path: '/desk/verlosung' })
    await page.getByText('Es gab noch keine Verlosung.').waitFor()
    await expectAccessible(page, 'no draws')
    await page.getByRole('button', { name: 'Verlosung eröffnen' }).click()
    const dialog = page.getByRole('dialog')
    const today = localDay(new Date())
    await dialog.getByLabel('Abteilung').selectOption('general')
    await dialog.getByLabel('Erster Tag').fill(addDays(today, 3))
    await dialog.getByLabel('Letzter Tag').fill(addDays(today, 3))
    await dialog.getByLabel('Anmeldung ab, Tag').fill(addDays(today, -1))
    await dialog.getByLabel('Anmeldung bis, Tag').fill(addDays(today, 5))
    await dialog.getByLabel('Ziehung, Tag').fill(addDays(today, 6))
    await dialog.getByRole('button', { name: 'Verlosung eröffnen' }).click()
    await dialog.getByText('Die Tage liegen zu nah').waitFor()
    await expectAccessible(page, 'days that are too close')
    await picture(page, 'draw-add')
    await dialog.getByLabel('Erster Tag').fill(addDays(today, 70))
    await dialog.getByLabel('Letzter Tag').fill(addDays(today, 77))
    await dialog.getByRole('button', { name: 'Verlosung eröffnen' }).click()
    await page.getByText(/Eröffnet: \d+ Plätze werden verlost\./).waitFor()
    await page.getByText('Anmeldung läuft').waitFor()

    const draw = await prisma.draw.findFirstOrThrow()
    for (let n = 0; n < 12; n++) {
      const conversationId = await newcomer(site.database)
      const who = {
        applicant: { name: `Probe ${'abcdefghijkl'[n]}`, dateOfBirth: '1991-08-24' },
        people: 1,
        language: 'uk',
      }
      const wish = { prefers: 'any' as const, takesWaitlist: false, now: new Date() }
      await site.database.transaction((tx) =>
        enter(tx, site.keys, { drawId: draw.id, conversationId, ...who, ...wish }),
      )
    }
    await prisma.draw.update({ where: { id: draw.id }, data: { closesAt: new Date(Date.now() - 60_000) } })
    await page.reload()
    await page.getByText('12 Lose').waitFor()
    await page.getByRole('button', { name: 'Jetzt losen' }).click()
    await page.getByText('Das lässt sich nicht zurücknehmen.').waitFor()
    await expectAccessible(page, 'asked before drawing')
    await dialog.getByRole('button', { name: 'Jetzt losen' }).click()
    await page.getByText('Gelost: 12 Lose.').waitFor()
    const again = await site.database.transaction((tx) => drawLots(tx, site.keys, { drawId: draw.id, now: new Date() }))
    expect(again.outcome).toBe('already')
    await site.database.transaction((tx) => offerPlaces(tx, { drawId: draw.id, now: new Date() }))
    await page.getByRole('button', { name: /ansehen/ }).click()
    await page.getByText('Platz zurückgelegt: 12').waitFor()
    const { seed } = await prisma.draw.findFirstOrThrow()
    await page.getByText(Buffer.from(seed ?? []).toString('hex')).waitFor()
    await expectAccessible(page, 'a draw that is drawn')
    await picture(page, 'draws')
    await page.setViewportSize({ width: 390, height: 844 })
    await expectAccessible(page, 'a draw on a phone')
    await picture(page, 'draws-phone')
    expect(await prisma.auditEntry.count({ where: { deed: { in: ['add-draw', 'draw-lots'] } } })).toBe(2)
    expect(complaints).toEqual([])
    expect(elsewhere).toEqual([])
    await close()
  })

  it('can be called off, and are for managers', async () => {
    const { site } = rig
    const clerk = await site.hires('Otto Muster', [{ role: 'clerk' }])
    const away = await sitDown(rig, { token: clerk.token, path: '/desk/verlosung' })
    await away.page.getByText('Diese Seite').waitFor()
    expect(await away.page.getByRole('link', { name: 'Verlosung' }).count()).toBe(0)
    await away.close()
  })
})
