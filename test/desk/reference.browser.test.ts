import { expect, it } from 'vitest'
import { groups, routes } from '#api/routes.ts'
import { eventually } from '../web/eventually.ts'
import { atDesk, screens, sitDown } from './desk-site.ts'
import { expectAccessible } from './looks.ts'
import { picture } from './picture.ts'

atDesk('the page about the routes', (rig) => {
  it(
    'shows every route with what it takes and answers, without asking anybody else',
    { timeout: 180_000 },
    async () => {
      const { page, complaints, elsewhere, close } = await sitDown(rig, { path: '/api/' })
      await page.getByRole('heading', { name: 'Schnittstelle für andere Systeme' }).waitFor()
      const lines = page.locator('details')
      await eventually(() => lines.count()).toBe(routes.length)
      expect(await page.locator('h2').allInnerTexts()).toEqual(Object.keys(groups))
      await picture(page, 'reference')
      await expectAccessible(page, 'the routes')
      await page.locator('#add-member summary').click()
      await page.locator('#add-member').getByText('Mit dieser E-Mail-Adresse gibt es schon ein Konto.').waitFor()
      await page.locator('#show-today summary').click()
      await page.locator('#show-today').getByText('Schlüssel oder angemeldete Person').waitFor()
      await picture(page, 'reference-open')
      await expectAccessible(page, 'a route that is open')
      expect(complaints).toEqual([])
      expect(elsewhere).toEqual([])
      await close()
    },
  )

  it('finds a route by what it is about, in English too, on a phone', async () => {
    const { page, close } = await sitDown(rig, { path: '/api', locale: 'en', viewport: { width: 390, height: 800 } })
    await page.getByLabel('Look for an address').fill('revoke-key')
    await eventually(() => page.locator('details').count()).toBe(1)
    await page.locator('#revoke-key summary').click()
    await expectAccessible(page, 'on a phone')
    await page.getByLabel('Look for an address').fill('nothing of the kind')
    await page.getByText('There is nothing about that.').waitFor()
    await page.setViewportSize(screens.tablet)
    await page.getByRole('button', { name: 'Deutsch' }).click()
    await page.getByLabel('Adresse suchen').waitFor()
    await close()
  })
})
