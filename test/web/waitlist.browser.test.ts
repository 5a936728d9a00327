import { describe, expect, it } from 'vitest'
import { book as bookHeld } from '#appointments/book.ts'
import { cancel } from '#appointments/cancel.ts'
import { hold } from '#appointments/hold.ts'
import { addDays, instantOf, localDay } from '#appointments/local-time.ts'
import { loadOffice } from '#appointments/office.ts'
import { offerFreedSeats } from '#chores/offer-freed-seats.ts'
import { readConfig } from '#config.ts'
import { conversations } from '#conversation/conversations.ts'
import { createLog } from '#log.ts'
import { keysFrom } from '#privacy/keys.ts'
import { loadTexts } from '#texts.ts'
import { expectAccessible } from '../desk/looks.ts'
import { newcomer } from '../appointments/small-office.ts'
import { inBrowser } from './in-browser.ts'
import { visit } from './visitor.ts'

const folder = process.env['PICTURES']

inBrowser('the waitlist on the page', (rig) => {
  describe.each(['de', 'ar'] as const)('in %s', (locale) => {
    it('is entered on a phone, asks while somebody looks, and leads on into the booking', async () => {
      const visitor = await visit(rig, { locale, viewport: { width: 390, height: 844 } })
      const { page } = visitor
      const pictured = async (name: string) => {
        await expectAccessible(page, `${name} in ${locale}`)
        if (folder !== undefined) await page.screenshot({ path: `${folder}/chat-${name}-${locale}.png` })
      }
      await visitor.taps('menu:subscribe')
      while ((await visitor.asked()) !== 'until') await page.locator('.choices button').first().click()
      await pictured('until')
      expect(await visitor.taps('until:any')).toBe('notice')
      expect(await visitor.taps('notice:60')).toBe('confirm')
      await pictured('confirm')
      expect(await visitor.taps('confirm:yes')).toBe('menu')
      await offers()
      await page.locator('.choices[data-step="offer"]').waitFor()
      await pictured('offer')
      expect(await visitor.taps('offer:accept')).toBe('name')
      expect(visitor.complaints).toEqual([])
      expect(visitor.elsewhere).toEqual([])
      await visitor.close()
    })
  })

  /** Somebody gives up what the waiting person wants, and the clock passes it on in the middle of a day. */
  async function offers(): Promise<void> {
    const { database } = rig.site
    const when = instantOf({ day: addDays(localDay(new Date()), 1), time: '11:00' }) ?? new Date()
    const wish = await database.prisma.subscription.findFirstOrThrow({ where: { endedAt: null } })
    const service = await database.prisma.service.findUniqueOrThrow({ where: { id: wish.serviceId ?? '' } })
    const { departmentId } = service
    const slot = await database.prisma.slot.findFirstOrThrow({
      where: { departmentId, isFree: true, startsAt: { gt: new Date(when.getTime() + 5 * 86_400_000) } },
      orderBy: { startsAt: 'asc' },
    })
    const keys = keysFrom('a secret of at least thirty-two bytes for tests')
    const conversationId = await newcomer(database)
    const place = { departmentId, locationId: slot.locationId, units: service.units, serviceId: service.id }
    const held = await hold(database, { ...place, conversationId, startsAt: slot.startsAt, now: new Date() })
    if (held.outcome !== 'held') throw new Error(held.outcome)
    const applicant = { name: `Person ${conversationId}`, dateOfBirth: '1990-05-17' }
    const who = { conversationId, applicant, people: 1, channel: 'webchat', language: 'de', now: new Date() }
    const booked = await bookHeld(database, keys, { ...who, holdId: held.hold.id })
    if (booked.outcome !== 'booked') throw new Error(booked.outcome)
    await cancel(database, { conversationId, code: booked.appointment.code, now: new Date() })
    await database.prisma.conversation.updateMany({ data: { lastOpenAt: when } })
    const office = await loadOffice(database.prisma)
    const now = () => when
    const talks = conversations({ database, keys, office: () => office, speak: loadTexts(), now })
    const log = createLog(readConfig({ LOG_LEVEL: 'silent' }))
    await offerFreedSeats({ database, conversations: talks, log, now, random: () => 0.5 })
  }
})
