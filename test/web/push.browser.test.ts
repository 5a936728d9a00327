import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isPushService } from '#channels/push/services.ts'
import { loadTexts } from '#texts.ts'
import { browser as device } from '../notices/push-service.ts'
import { borrowChromium, chromiumPath, giveBack } from './chromium.ts'
import { eventually } from './eventually.ts'
import { openSite, type Site } from './site.ts'
import { book, visit } from './visitor.ts'

const { subscription } = device('https://fcm.googleapis.com/fcm/send/of-a-test')
const publicKey = subscription.keys.p256dh

describe.skipIf(chromiumPath === undefined)('notifications on a device', { timeout: 60_000 }, () => {
  let site: Site
  let browser: Browser
  beforeAll(async () => {
    const reach = { push: { publicKey, takes: isPushService }, mails: true }
    ;[site, browser] = await Promise.all([openSite({}, reach), borrowChromium()])
  }, 60_000)
  afterAll(async () => {
    await giveBack(browser)
    await site.close()
  })

  it.each(['de', 'ar'] as const)(
    'are offered after a booking, by a button, and loaded only then: in %s',
    async (locale) => {
      const t = loadTexts()(locale)
      const visitor = await visit({ browser, site }, { locale, permissions: ['notifications'] })
      const { page, context } = visitor
      const loaded: string[] = []
      page.on('request', (request) => loaded.push(new URL(request.url()).pathname))
      await book(visitor)
      expect(await visitor.asked(), 'e-mail is offered too').toBe('remind')
      // This browser has no push service behind it: what one would give stands in for it.
      await page.evaluate((given) => {
        PushManager.prototype.subscribe = async function subscribe(options) {
          if (options?.applicationServerKey !== given.keys.p256dh) throw new Error('another key')
          return { toJSON: () => given } as unknown as PushSubscription
        }
      }, subscription)
      const button = page.getByRole('button', { name: t('reminders.push.offer') })
      expect(loaded.filter((path) => /push/.test(path))).toEqual([])
      if (process.env['LOOKS'])
        await page.screenshot({ path: `${process.env['LOOKS']}/push-${locale}.png`, fullPage: true })
      await button.click()
      await page.getByText(t('reminders.push.on')).waitFor()
      expect(loaded.filter((path) => /push/.test(path))).toHaveLength(1)
      const contacts = await site.database.prisma.contact.findMany({ where: { kind: 'push', language: locale } })
      expect(contacts).toHaveLength(1)

      const worker = await context.newCDPSession(page)
      let registrationId = ''
      worker.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        registrationId = registrations.findLast(({ isDeleted }) => !isDeleted)?.registrationId ?? registrationId
      })
      await worker.send('ServiceWorker.enable')
      const data = JSON.stringify({
        title: t('reminders.push.title'),
        body: t('reminders.push.body'),
        language: locale,
      })
      /** What is pushed before the worker is ready is lost here; a push service would keep it. */
      const shown = async () => {
        if (registrationId !== '')
          await worker.send('ServiceWorker.deliverPushMessage', { origin: site.origin, registrationId, data })
        return page.evaluate(async () => {
          const { getNotifications } = ServiceWorkerRegistration.prototype
          const all = await getNotifications.call(await navigator.serviceWorker.ready)
          return all.map(({ title, body, dir, lang }) => ({ title, body, dir, lang }))
        })
      }
      await eventually(shown).toEqual([
        {
          title: t('reminders.push.title'),
          body: t('reminders.push.body'),
          dir: locale === 'ar' ? 'rtl' : 'ltr',
          lang: locale,
        },
      ])
      expect(visitor.complaints).toEqual([])
      expect(visitor.elsewhere).toEqual([])
      await visitor.close()
    },
  )

  it('are not offered where somebody has said no', async () => {
    const visitor = await visit({ browser, site }, { locale: 'de' })
    await visitor.page.addInitScript(() => {
      Object.defineProperty(Notification, 'permission', { get: () => 'denied' })
    })
    await visitor.page.reload()
    await visitor.asked()
    await book(visitor)
    const offer = visitor.page.getByRole('button', { name: loadTexts()('de')('reminders.push.offer') })
    expect(await offer.count()).toBe(0)
    await visitor.close()
  })
})
