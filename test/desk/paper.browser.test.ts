import { expect, it } from 'vitest'
import { Language } from '#texts.ts'
import { today, visitor } from '../api/visitor.ts'
import { atDesk, sitDown } from './desk-site.ts'
import { expectAccessible } from './looks.ts'
import { picture } from './picture.ts'
import { pagesOf, qrCodeOf } from './printed.ts'

const day = 86_400_000

atDesk('the confirmation on paper', (rig) => {
  it('is one sheet of A4 in every language, and its QR code checks in', async () => {
    const { site } = rig
    const clerk = await site.hires('Ada Beispiel', [{}])
    const services = await site.database.prisma.service.findMany({ where: { units: 1 } })
    const longest = services.toSorted((one, other) => lengthOf(other.documents) - lengthOf(one.documents))[0]
    if (!longest) throw new Error('There is no service')
    for (const [index, language] of Language.options.entries()) {
      const startsAt = new Date(today('10:00').getTime() + (9 + index) * day)
      const { departmentId, id: serviceId } = longest
      const { id, checkInCode } = await visitor(site, { startsAt, departmentId, serviceId, language })
      const { page, complaints, close } = await sitDown(rig, { token: clerk.token, path: `/desk/personen/${id}/print` })
      await page.locator('.paper').waitFor()
      const pdf = await page.pdf({ preferCSSPageSize: true })
      expect(pagesOf(pdf), language).toEqual({ pages: 1, width: 210, height: 297 })
      const { says, width } = qrCodeOf(pdf)
      expect(says, language).toBe(checkInCode)
      expect(width, 'millimetres').toBeGreaterThan(35)
      expect(complaints).toEqual([])
      await close()
    }
  })

  it('is read from the right in Arabic, with German beside it, and shows nothing but what the person needs', async () => {
    const { site } = rig
    const clerk = await site.hires('Bea Beispiel', [{}])
    const startsAt = new Date(today('10:20').getTime() + 3 * day)
    const { id, code } = await visitor(site, { startsAt, name: 'أحمد الخطيب', language: 'ar' })
    const { page, close } = await sitDown(rig, { token: clerk.token, path: `/desk/personen/${id}/print` })
    const paper = page.locator('.paper')
    await paper.waitFor()
    expect(await paper.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl')
    const text = await paper.innerText()
    const weekday = (language: string) =>
      new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'Europe/Berlin' }).format(startsAt)
    for (const said of ['أحمد الخطيب', `${code.slice(0, 4)}-${code.slice(4)}`, weekday('ar'), weekday('de'), '10:20'])
      expect(text).toContain(said)
    expect(text, 'where to cancel').toContain(site.origin)
    expect(text, 'a date of birth helps nobody there').not.toContain('1990')
    await picture(page, 'print-ar')
    await expectAccessible(page, 'the confirmation')
    await page.emulateMedia({ media: 'print' })
    for (const around of ['.shell-head', '.shell-pages', '.paper-deeds'])
      expect(await page.locator(around).isVisible(), around).toBe(false)
    await close()
  })
})

function lengthOf(documents: unknown): number {
  return JSON.stringify(documents).length
}
