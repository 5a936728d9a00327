import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cancelForOffice } from '#appointments/desk/cancel-for-office.ts'
import { moveAtDesk } from '#appointments/desk/move-at-desk.ts'
import { freeAfter } from '#appointments/find-free.ts'
import { loadOffice } from '#appointments/office.ts'
import { startChores } from '#chores/start-chores.ts'
import { readConfig } from '#config.ts'
import { conversations } from '#conversation/conversations.ts'
import { createLog } from '#log.ts'
import { keysFrom } from '#privacy/keys.ts'
import { loadTexts } from '#texts.ts'
import { inBrowser } from './in-browser.ts'
import { book, visit, type Visitor } from './visitor.ts'

const isInSight = async (element: Locator) => {
  const box = await element.boundingBox()
  return box !== null && box.y >= 0 && box.y < 300
}

inBrowser('news on the page', (rig) => {
  describe.each(['uk', 'ar'] as const)('in %s', (locale) => {
    const t = loadTexts()(locale)
    let visitor: Visitor
    let stop: () => Promise<void>
    beforeAll(async () => {
      const { database } = rig.site
      const office = await loadOffice(database.prisma)
      const keys = keysFrom('a secret of at least thirty-two bytes for tests')
      const now = () => new Date()
      const talks = conversations({ database, keys, office: () => office, speak: loadTexts(), now })
      stop = startChores({ database, conversations: talks, log: createLog(readConfig({ LOG_LEVEL: 'silent' })), now })
      visitor = await visit(rig, { locale })
      await book(visitor)
    })
    afterAll(async () => {
      await stop()
      await visitor.close()
    })

    const appointment = () =>
      rig.site.database.prisma.appointment.findFirstOrThrow({
        where: { state: 'booked', language: locale },
        orderBy: { bookedAt: 'desc' },
      })

    it('come while somebody looks at it, with the old time and the new one, and are answered with one press', async () => {
      const { id, departmentId, locationId, slotIds, startsAt } = await appointment()
      const now = new Date()
      const place = { departmentId, locationId, units: slotIds.length, after: startsAt, now }
      const { transaction } = rig.site.database
      await transaction(async (tx) => {
        const [free] = await freeAfter(tx, place)
        return moveAtDesk(tx, { appointmentId: id, startsAt: free?.startsAt ?? startsAt, by: 'office', now })
      })
      await visitor.page.locator('.choices[data-step="moved"]').waitFor()
      expect(await visitor.page.locator('.card').last().innerText()).toContain(
        t('news.moved', { from: '' }).slice(0, 20),
      )
      expect(await visitor.page.locator('.card').first().getAttribute('class')).toContain('replaced')
      await expect.poll(() => isInSight(visitor.page.locator('.card').last()), { message: 'it is led to' }).toBe(true)
      expect(await visitor.taps('moved:keep')).toBe('menu')
    })

    it('call somebody in', async () => {
      const { database } = rig.site
      const { id: appointmentId } = await appointment()
      const at = new Date()
      await database.prisma.appointment.update({
        where: { id: appointmentId },
        data: { presence: 'called', calledAt: at, room: '2.14' },
      })
      await database.prisma.notice.create({ data: { appointmentId, kind: 'called', dueAt: at } })
      const room = locale === 'ar' ? '\u20682.14\u2069' : '2.14'
      await expect.poll(() => visitor.answer(), { timeout: 5000 }).toContain(room.replaceAll(/[\u2068\u2069]/g, ''))
      expect(await visitor.asked()).toBe('menu')
    })

    it('say that the office cancelled, with other times as buttons', async () => {
      const { id: appointmentId } = await appointment()
      const tell = { dueAt: new Date() }
      await rig.site.database.transaction((tx) => cancelForOffice(tx, { appointmentId, by: 'office', tell }))
      await visitor.page.locator('.choices[data-step="cancelled"]').waitFor()
      expect(await visitor.page.locator('.bubble.cancelled').count(), 'no tick for what was taken away').toBe(0)
      expect(await visitor.taps('cancelled:at-')).toBe('name')
      expect(visitor.complaints).toEqual([])
    })
  })
})
