import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cancelAtDesk } from '#appointments/desk/cancel-at-desk.ts'
import { moveAtDesk } from '#appointments/desk/move-at-desk.ts'
import { settle } from '#appointments/attendance/settle.ts'
import { takeBack } from '#appointments/attendance/take-back.ts'
import { deliverWebhooks } from '#webhooks/deliver.ts'
import { pauses } from '#webhooks/queue.ts'
import { openDesk, type OpenDesk } from '../api/desk-office.ts'
import { visitor } from '../api/visitor.ts'
import { openReceiver, type Receiver } from './receiver.ts'

const all = [
  'appointment.booked',
  'appointment.moved',
  'appointment.cancelled',
  'appointment.attended',
  'appointment.corrected',
]

let desk: OpenDesk
let boss: Awaited<ReturnType<OpenDesk['hires']>>
let receiver: Receiver
let hook: { id: string; secret: string }
beforeAll(async () => {
  desk = await openDesk({ settings: { WEBHOOK_PRIVATE_HOSTS: '127.0.0.1' } })
  boss = await desk.hires('administrator')
})
afterAll(() => desk.close())
beforeEach(async () => {
  desk.clock.now = new Date()
  receiver = await openReceiver()
  hook = (await boss.sends('POST', '/webhooks', { url: receiver.url, events: all })).body
})
afterEach(async () => {
  await desk.database.prisma.webhook.deleteMany()
  await receiver.close()
})

/** At night, where the office has no slots of its own. */
const inSomeDays = (days: number) => new Date(new Date(Date.now() + days * 86_400_000).setUTCHours(1, 20, 0, 0))

async function books(wish: { startsAt?: Date; name?: string } = {}) {
  return visitor({ database: desk.database, keys: desk.desk.keys }, { startsAt: inSomeDays(5), ...wish })
}

/** What the chore does, at `later` seconds from now. */
async function delivers({ later = 0, signal = new AbortController().signal, privateHosts = ['127.0.0.1'] } = {}) {
  const at = new Date(Date.now() + 1000 + later * 1000)
  const { database, keys, log } = desk.desk
  await deliverWebhooks({ database, keys, log, privateHosts, signal, now: () => at })
}

async function deliveries() {
  return (await boss.gets(`/webhooks/${hook.id}/deliveries`)).body.deliveries
}

describe('what another system hears', () => {
  it('is signed as Standard Webhooks says, and names nobody', async () => {
    const { code, id, startsAt, endsAt, serviceId } = await books({ name: 'Олена Шевченко' })
    await delivers()
    const [got] = receiver.received
    const payload = new Webhook(hook.secret).verify(got?.body ?? '', got?.headers as Record<string, string>)
    expect(payload).toEqual({
      type: 'appointment.booked',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      data: {
        id,
        code,
        state: 'booked',
        attendance: 'unrecorded',
        departmentId: 'general',
        locationId: 'neuss',
        serviceId,
        startsAt: startsAt.toISOString().replace('.000', ''),
        endsAt: endsAt.toISOString().replace('.000', ''),
        movedFrom: null,
      },
    })
    expect(() => new Webhook(hook.secret).verify(`${got?.body} `, got?.headers as Record<string, string>)).toThrow()
    expect(await deliveries()).toMatchObject([{ event: 'appointment.booked', code, state: 'delivered', answer: 204 }])
  })

  it('is a move, a cancellation, and that somebody came, whoever did it', async () => {
    const moved = await books()
    const now = new Date()
    const startsAt = inSomeDays(6)
    await desk.database.prisma.slot.createMany({
      data: { departmentId: 'general', locationId: 'neuss', startsAt, minutes: 20, capacity: 60 },
      skipDuplicates: true,
    })
    const to = await desk.database.transaction((tx) =>
      moveAtDesk(tx, { appointmentId: moved.id, startsAt, by: 'office', now }),
    )
    expect(to.outcome).toBe('moved')
    const { id } = await desk.database.prisma.appointment.findFirstOrThrow({ where: { movedFromId: moved.id } })
    await desk.database.transaction((tx) =>
      cancelAtDesk(tx, desk.desk.keys, { appointmentId: id, by: 'office', staffId: boss.id, now }),
    )
    const came = await books({ startsAt: inSomeDays(-1) })
    await desk.database.transaction((tx) =>
      settle(tx, { appointmentId: came.id, as: 'attended', staffId: boss.id, now }),
    )
    await delivers()
    const heard = receiver.received
      .map(({ body }) => JSON.parse(body))
      .map(({ type, data: { code, state, movedFrom } }) => ({ type, code, state, from: movedFrom?.id ?? null }))
    expect(heard).toHaveLength(5)
    for (const each of [
      { type: 'appointment.booked', code: moved.code, state: 'booked', from: null },
      { type: 'appointment.moved', code: moved.code, state: 'booked', from: moved.id },
      { type: 'appointment.cancelled', code: moved.code, state: 'cancelled_by_office', from: null },
      { type: 'appointment.booked', code: came.code, state: 'booked', from: null },
      { type: 'appointment.attended', code: came.code, state: 'booked', from: null },
    ])
      expect(heard).toContainEqual(each)
  })

  it('is that somebody came, and that this is not so after all', async () => {
    const { id: appointmentId } = await books({ startsAt: inSomeDays(-1) })
    const { database } = desk
    const by = { appointmentId, staffId: boss.id, now: new Date() }
    for (const act of [
      () => database.transaction((tx) => settle(tx, { ...by, as: 'attended' })),
      () => database.transaction((tx) => takeBack(tx, by)),
      () => database.transaction((tx) => settle(tx, { ...by, as: 'no_show' })),
      () => database.transaction((tx) => takeBack(tx, by)),
      () => database.transaction((tx) => settle(tx, { ...by, as: 'attended' })),
      () => database.transaction((tx) => settle(tx, { ...by, as: 'no_show' })),
    ])
      await act()
    await delivers()
    const heard = receiver.received.map(({ body }) => JSON.parse(body))
    expect(heard.map(({ type, data: { attendance } }) => `${type} ${attendance}`).toSorted()).toEqual([
      'appointment.attended attended',
      'appointment.attended attended',
      'appointment.booked unrecorded',
      'appointment.corrected no_show',
      'appointment.corrected unrecorded',
    ])
  })

  it('is nothing that came to nothing: the rows are of the same transaction', async () => {
    const { id } = await books()
    await delivers()
    const failed = desk.database.transaction(async (tx) => {
      await cancelAtDesk(tx, desk.desk.keys, { appointmentId: id, by: 'applicant', staffId: boss.id, now: new Date() })
      throw new Error('the office burns down')
    })
    await expect(failed).rejects.toThrow('burns')
    await delivers()
    expect(receiver.received).toHaveLength(1)
  })

  it('is only what it asked for', async () => {
    await desk.database.prisma.webhook.update({ where: { id: hook.id }, data: { events: ['appointment.cancelled'] } })
    await books()
    await delivers()
    expect(receiver.received).toEqual([])
  })
})

describe('what does not arrive', () => {
  it('is sent again with growing pauses under the same id, until it arrives', async () => {
    receiver.mood.status = 503
    await books()
    let later = 0
    for (const pause of pauses.slice(0, 4)) {
      await delivers({ later })
      await delivers({ later: later + pause - 1 })
      later += pause * 1.1 + 1
    }
    expect(receiver.received).toHaveLength(4)
    receiver.mood.status = 200
    await delivers({ later })
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(await deliveries()).toMatchObject([{ state: 'delivered', attempts: 5, answer: 200 }])
    await delivers({ later: later + 1_000_000 })
    expect(receiver.received).toHaveLength(5)
  })

  it('for three days switches the webhook off, with the reason; switched on, it goes on', async () => {
    receiver.mood.status = 500
    await books()
    let later = 0
    for (const pause of [...pauses, 0]) {
      await delivers({ later })
      later += pause * 1.1 + 1
    }
    expect(later / 86_400).toBeGreaterThan(2.9)
    const shown = (await boss.gets('/webhooks')).body.webhooks
    expect(shown).toMatchObject([{ id: hook.id, disabledReason: 'failing', failed: 1 }])
    await books()
    receiver.mood.status = 200
    const before = receiver.received.length
    await delivers({ later })
    expect(receiver.received, 'off').toHaveLength(before)
    expect((await boss.sends('POST', `/webhooks/${hook.id}/enable`)).status).toBe(200)
    await books()
    await delivers()
    expect(receiver.received, 'on').toHaveLength(before + 1)
    const [, failed] = await deliveries()
    expect((await boss.sends('POST', `/webhooks/${hook.id}/deliveries/${failed.id}/again`)).status).toBe(200)
    await delivers()
    expect(receiver.received.at(-1)?.headers['webhook-id']).toBe(failed.id)
  })

  it('because the address is gone (410) switches it off at once', async () => {
    receiver.mood.status = 410
    await books()
    await delivers()
    expect((await boss.gets('/webhooks')).body.webhooks).toMatchObject([{ disabledReason: 'gone' }])
  })

  it('because its process died half-way arrives later, under the same id', async () => {
    await books()
    receiver.mood.isSilent = true
    const death = new AbortController()
    const heard = receiver.hears()
    const dying = delivers({ signal: death.signal })
    await heard
    death.abort()
    await dying
    receiver.mood.isSilent = false
    await delivers({ later: 30 })
    expect(receiver.received, 'still leased').toHaveLength(1)
    await delivers({ later: 62 })
    expect(receiver.received).toHaveLength(2)
    const [first, second] = receiver.received
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
    expect(await deliveries()).toMatchObject([{ state: 'delivered', attempts: 2 }])
  })

  it('is sent by one process, however many look', async () => {
    for (let count = 0; count < 12; count++) await books()
    await Promise.all([delivers(), delivers(), delivers()])
    expect(receiver.received).toHaveLength(12)
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(12)
  })

  it('does not follow a redirect', async () => {
    const other = await openReceiver()
    receiver.mood.status = 307
    receiver.mood.location = other.url
    await books()
    await delivers()
    expect(other.received).toEqual([])
    expect(await deliveries()).toMatchObject([{ state: 'waiting', answer: 307 }])
    await other.close()
  })
})

describe('where nothing is sent', () => {
  it('is inside of a network that nobody named', async () => {
    const strict = await openDesk()
    const someone = await strict.hires('administrator')
    const refused = {
      'webhook-private': [
        'https://127.0.0.1/',
        'https://localhost/',
        'https://[::1]/',
        'https://[::ffff:169.254.169.254]/',
        'https://2130706433/',
        'https://10.1.2.3/',
        'https://169.254.169.254/latest/meta-data',
        'https://[fd00::1]/',
        'https://[64:ff9b::a00:1]/',
      ],
      'webhook-address': ['http://example.org/', 'ftp://example.org', 'https://user:pw@example.org', 'nonsense'],
    }
    for (const [code, urls] of Object.entries(refused))
      for (const url of urls)
        expect(await someone.sends('POST', '/webhooks', { url, events: all }), url).toMatchObject({
          status: 422,
          body: { error: { code, field: 'url' } },
        })
    await strict.close()
  })

  it('also when the name led elsewhere as it was entered', async () => {
    await desk.database.prisma.webhook.update({
      where: { id: hook.id },
      data: { url: receiver.url.replace('127.0.0.1', 'localhost') },
    })
    await books()
    await delivers({ privateHosts: [] })
    expect(receiver.received).toEqual([])
    expect(await deliveries()).toMatchObject([{ state: 'waiting', fault: 'private-address', attempts: 1 }])
    await delivers({ later: 30, privateHosts: ['localhost'] })
    expect(receiver.received).toHaveLength(1)
  })
})

it('keeps its secret where only we can read it', async () => {
  const stored = await desk.database.prisma.webhook.findUniqueOrThrow({ where: { id: hook.id } })
  expect(Buffer.from(stored.secret).toString('latin1')).not.toContain(hook.secret.slice(6))
  expect(JSON.stringify((await boss.gets('/webhooks')).body)).not.toContain(hook.secret.slice(6))
})
