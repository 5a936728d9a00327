import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { hashToken, newToken } from '#staff/token.ts'
import { inviteFirstAdministrator } from '#staff/first-administrator.ts'
import { eventually } from '../web/eventually.ts'
import { codeAt } from '../staff/totp-app.ts'
import { expectAccessible } from './looks.ts'
import { picture } from './picture.ts'
import { atDesk, type DeskSite, sitDown } from './desk-site.ts'

const password = 'der rote Hund bellt leise'

atDesk('the way in', (rig) => {
  it('leads the first administrator from the link of the first start to the desk, and back in', async () => {
    const { site } = rig
    const token = await inviteFirstAdministrator(site.database, site.now())
    const ada = await sitDown(rig, { path: `/desk/einladung#${token}` })
    const { page } = ada
    await page.getByLabel('Ihr Name').fill('Ada Beispiel')
    await page.getByLabel('E-Mail-Adresse').fill('ada@amt.example.org')
    await picture(page, 'invitation')
    await expectAccessible(page, 'invitation')
    const secret = (await page.locator('.once-value').innerText()).replaceAll(' ', '')

    await page.getByLabel('Neues Passwort').fill('zu kurz')
    await page.getByLabel('Code aus der App').fill(codeAt(secret, site.now()))
    await page.getByRole('button', { name: 'Konto einrichten' }).click()
    await page.getByText('braucht mindestens 15 Zeichen').waitFor()
    expect(await page.getByLabel('Ihr Name').inputValue(), 'what was typed stays').toBe('Ada Beispiel')
    expect(await page.getByLabel('Neues Passwort').getAttribute('aria-invalid')).toBe('true')
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('password')
    await expectAccessible(page, 'invitation with a fault')

    await page.getByLabel('Neues Passwort').fill(password)
    await page.getByLabel('Code aus der App').fill(codeAt(secret, site.now()))
    await page.getByRole('button', { name: 'Konto einrichten' }).click()
    await page.getByRole('heading', { name: 'Wiederherstellungscodes' }).waitFor()
    const codes = await page.locator('.codes code').allInnerTexts()
    expect(codes).toHaveLength(10)
    await picture(page, 'recovery-codes')
    await expectAccessible(page, 'recovery codes')
    await page.getByRole('button', { name: 'Ich habe sie notiert' }).click()
    await page.getByRole('navigation').waitFor()
    expect(page.url(), 'the token is gone from the address').not.toContain(String(token))

    await page.getByRole('button', { name: 'Abmelden' }).click()
    await page.getByRole('heading', { name: 'Anmelden' }).waitFor()
    await picture(page, 'sign-in')
    const grounds = page.evaluate(() =>
      ['html', '.entrance'].map((part) => getComputedStyle(document.querySelector(part)!).backgroundColor),
    )
    expect(new Set(await grounds).size, 'one ground up to the edge of the window').toBe(1)
    await expectAccessible(page, 'sign-in')
    await signIn(page, { email: 'ada@amt.example.org', code: '000000' })
    await page.getByText('E-Mail-Adresse, Passwort oder Code stimmt nicht').waitFor()
    await expectAccessible(page, 'sign-in refused')
    expect(await page.getByLabel('E-Mail-Adresse').inputValue()).toBe('ada@amt.example.org')
    await page.getByRole('button', { name: 'Wiederherstellungscode benutzen' }).click()
    await page.getByLabel('Wiederherstellungscode').fill(codes[0] ?? '')
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click()
    await page.getByRole('navigation').waitFor()
    expect(ada.elsewhere).toEqual([])
    expect(ada.complaints).toEqual([])
    await ada.close()
  })

  it('says of a link that it was used, is over, or never was', async () => {
    const { site } = rig
    for (const { token, text } of [
      { token: await used(site), text: 'wurde schon benutzt' },
      { token: await over(site), text: 'ist abgelaufen' },
      { token: 'x', text: 'gibt es nicht' },
    ]) {
      const { page, close } = await sitDown(rig, { path: `/desk/einladung#${token}` })
      await page.getByText(text).waitFor()
      await expectAccessible(page, text)
      await page.getByRole('link', { name: 'Zur Anmeldung' }).click()
      await page.getByRole('heading', { name: 'Anmelden' }).waitFor()
      await close()
    }
  })

  it('asks who was away too long to sign in again, above what they had typed', async () => {
    const { site } = rig
    const boss = await site.hires('Bea Beispiel', [{ role: 'administrator' }])
    const { page, close } = await sitDown(rig, { token: boss.token, path: '/desk/mitarbeitende' })
    await page.getByRole('button', { name: 'Person hinzufügen' }).click()
    await page.getByLabel('Name').fill('Cem Beispiel')
    await page.getByLabel('E-Mail-Adresse').fill('cem@amt.example.org')
    await site.database.prisma.staffSession.deleteMany()
    await page.getByRole('dialog').getByRole('button', { name: 'Person hinzufügen' }).click()
    await page.getByRole('heading', { name: 'Bitte melden Sie sich wieder an' }).waitFor()
    await picture(page, 'sign-in-again')
    await expectAccessible(page, 'signing in again')
    expect(await page.locator('#member-name').inputValue()).toBe('Cem Beispiel')
    await close()
  })

  it('speaks English to who chooses it', async () => {
    const { site } = rig
    const boss = await site.hires('Dora Beispiel', [{ role: 'administrator' }])
    const { page, close } = await sitDown(rig, { token: boss.token })
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('link', { name: 'Staff' }).waitFor()
    await eventually(() => page.evaluate(() => document.documentElement.lang)).toBe('en')
    await close()
  })

  it('is shown in no frame, loads nothing from elsewhere, and runs nothing inline', async () => {
    const answer = await fetch(`${rig.site.origin}/desk/heute`)
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    expect(await answer.text()).not.toMatch(/<script(?![^>]*\bsrc=)(?![^>]*application\/json)|style="/)
  })
})

async function signIn(page: Page, { email, code }: { email: string; code: string }) {
  await page.getByLabel('E-Mail-Adresse').fill(email)
  await page.getByLabel('Passwort').fill(password)
  await page.getByLabel('Code aus der App').fill(code)
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click()
}

async function invitation({ database }: DeskSite, state: { usedAt?: Date; expiresAt: Date }): Promise<string> {
  const token = newToken()
  const id = crypto.randomUUID()
  await database.prisma.staff.create({ data: { id, name: 'Eva', email: `${id}@example.org` } })
  await database.prisma.invitation.create({ data: { hash: hashToken(token), staffId: id, ...state } })
  return token
}

const hour = 3_600_000
const used = (site: DeskSite) => invitation(site, { usedAt: site.now(), expiresAt: new Date(Date.now() + hour) })
const over = (site: DeskSite) => invitation(site, { expiresAt: new Date(Date.now() - hour) })
