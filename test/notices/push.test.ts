import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { push } from '#channels/push/push.ts'
import { isPushService } from '#channels/push/services.ts'
import { readVapidKeys } from '#channels/push/vapid.ts'
import { readConfig } from '#config.ts'
import { createLog } from '#log.ts'
import { contactDelivery } from '#notices/contacts/deliver.ts'
import { Language, loadTexts } from '#texts.ts'
import { minute, newsOffice, somebody } from '../stories/news-office.ts'
import { openOfficeOn } from '../stories/open-office.ts'
import { browser, pushService, readVapid } from './push-service.ts'

let office: Awaited<ReturnType<typeof openOfficeOn>>
let desk: ReturnType<typeof newsOffice>
let service: Awaited<ReturnType<typeof pushService>>
let worker: ReturnType<typeof contactDelivery>
let today: Date
const lines: string[] = []
const reach = { push: { publicKey: '', takes: (endpoint: string) => endpoint.startsWith(service.origin) } }

beforeAll(async () => {
  service = await pushService()
  office = await openOfficeOn('webchat', undefined, { reach })
  desk = newsOffice(office)
  const { database, conversations, keys, clock } = office
  const vapid = await readVapidKeys(database, keys)
  reach.push.publicKey = vapid.publicKey
  const way = push({ vapid, subject: 'mailto:termine@example.de', speak: loadTexts(), agent: service.agent })
  const log = createLog(readConfig({}), { write: (line) => lines.push(line) })
  worker = contactDelivery({ database, conversations, keys, ways: { push: way }, log, now: () => clock.now })
  today = office.clock.now
})
beforeEach(() => {
  office.clock.now = today
})
afterEach(async () => {
  service.state.status = 201
  service.pushed.length = 0
  await office.database.prisma.contact.deleteMany()
})
afterAll(async () => {
  expect(lines.join('\n'), 'no endpoint in a log').not.toMatch(/localhost|p256dh/)
  await office.close()
  await service.close()
})

/** Somebody who has booked and whose browser shows notifications. */
async function withBrowser(language: Language = 'de', endpoint = `${service.origin}/send/${randomUUID()}`) {
  const user = await desk.visit(language)
  await user.arrives()
  const card = await user.books(somebody())
  const id = await desk.now(card.code.replace('-', ''))
  const { conversationId } = await office.database.prisma.appointment.findUniqueOrThrow({ where: { id } })
  const device = browser(endpoint)
  const subscribes = () =>
    office.conversations.receive({
      address: { channel: 'webchat', conversationId: conversationId ?? '' },
      key: `${conversationId}:${randomUUID()}`,
      act: { kind: 'push', subscription: device.subscription },
    })
  await subscribes()
  await user.listens()
  return { user, card, id, device, subscribes, conversationId: conversationId ?? '' }
}

it.each(Language.options)('says in %s that there is a message, and nothing of it', async (language) => {
  const { user, card, id, device } = await withBrowser(language)
  user.sees(user.t('reminders.push.on'))
  desk.near(card)
  await desk.calls(id)
  await desk.work()
  await worker.deliver()
  await worker.deliver()
  expect(service.pushed).toHaveLength(1)
  const [pushed] = service.pushed
  if (!pushed) throw new Error('Nothing was pushed')
  const { headers, body } = pushed
  expect(JSON.parse(device.read(body))).toEqual({
    title: user.t('reminders.push.title'),
    body: user.t('reminders.push.body'),
    language,
  })
  expect(headers, 'a call is of use for a quarter of an hour').toMatchObject({
    'content-encoding': 'aes128gcm',
    ttl: '900',
    urgency: 'high',
  })
  const { isSigned, claims } = readVapid(String(headers['authorization']), reach.push.publicKey)
  expect(isSigned).toBe(true)
  expect(claims).toMatchObject({ aud: service.origin, sub: 'mailto:termine@example.de' })
})

it('is kept for a day for a phone that is off, where it is of use for so long', async () => {
  const { id } = await withBrowser()
  await desk.moves(id)
  desk.later(minute)
  await desk.work()
  await worker.deliver()
  expect(service.pushed).toMatchObject([{ headers: { ttl: '86400' } }])
})

it('keeps its keys: other ones would end every subscription; two first starts make one', async () => {
  const { database, keys } = office
  const [one, other] = await Promise.all([readVapidKeys(database, keys), readVapidKeys(database, keys)])
  expect(one).toEqual(other)
  expect(one.publicKey).toBe(reach.push.publicKey)
  const kept = await database.prisma.setting.findUniqueOrThrow({ where: { key: 'vapid' } })
  expect(Buffer.from(kept.value, 'base64').toString('latin1')).not.toContain('privateKey')
})

it('forgets a browser whose subscription has ended', async () => {
  for (const status of [404, 410]) {
    const { card, id } = await withBrowser()
    service.state.status = status
    desk.near(card)
    await desk.calls(id)
    await desk.work()
    await worker.deliver()
    expect(await office.database.prisma.contact.count()).toBe(0)
    office.clock.now = today
  }
})

it('tries again when the push service is away, and says so', async () => {
  const { card, id } = await withBrowser()
  service.state.status = 503
  desk.near(card)
  await desk.calls(id)
  await desk.work()
  await worker.deliver()
  expect(worker.notes()).toEqual(['A push service does not take messages (HTTP 503); 1 wait and are tried again'])
  service.state.status = 201
  desk.later(minute)
  await worker.deliver()
  expect(service.pushed).toHaveLength(2)
  expect(worker.notes()).toEqual([])
})

it('does not say a quarter of an hour later that somebody was called', async () => {
  const { card, id } = await withBrowser()
  service.state.status = 503
  desk.near(card)
  await desk.calls(id)
  await desk.work()
  await worker.deliver()
  service.state.status = 201
  desk.later(16 * minute)
  await worker.deliver()
  expect(service.pushed).toHaveLength(1)
})

it('is one browser however often it subscribes, and none of a place that is no push service', async () => {
  const { subscribes, user } = await withBrowser()
  await subscribes()
  expect(await office.database.prisma.contact.count()).toBe(1)
  await withBrowser('de', 'https://10.0.0.1/inside')
  expect(await office.database.prisma.contact.count()).toBe(1)
  await user.says('/stop')
})

it.each([
  ['https://fcm.googleapis.com/fcm/send/abc', true],
  ['https://updates.push.services.mozilla.com/wpush/v2/abc', true],
  ['https://web.push.apple.com/QAbc', true],
  ['https://wns2-par02p.notify.windows.com/w/?token=abc', true],
  ['http://fcm.googleapis.com/fcm/send/abc', false],
  ['https://fcm.googleapis.com:8443/fcm/send/abc', false],
  ['https://fcm.googleapis.com.evil.example/abc', false],
  ['https://evilpush.apple.com/abc', false],
  ['https://127.0.0.1/abc', false],
  ['not an address', false],
])('takes %s as a push service: %s', (endpoint, isTaken) => {
  expect(isPushService(endpoint)).toBe(isTaken)
})
