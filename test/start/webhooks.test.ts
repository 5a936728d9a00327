import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, instantOf, localDay } from '#appointments/local-time.ts'
import { readConfig } from '#config.ts'
import { openStore } from '#database/open-store.ts'
import { keysFrom } from '#privacy/keys.ts'
import { addWebhook } from '#webhooks/registry.ts'
import { visitor } from '../api/visitor.ts'
import { openReceiver, type Receiver } from '../webhooks/receiver.ts'
import { dataDir, start } from './terminlotse.ts'

const SECRET_KEY = 'a secret of at least thirty-two bytes'

let folder: Awaited<ReturnType<typeof dataDir>>
let receiver: Receiver
beforeAll(async () => {
  ;[folder, receiver] = await Promise.all([dataDir(), openReceiver()])
})
afterAll(async () => {
  await receiver.close()
  await folder.remove()
})

test('the program tells webhooks by itself, and calls inside of the own network only where it may', async () => {
  const settings = { DATA_DIR: folder.path, SECRET_KEY }
  const keys = keysFrom(SECRET_KEY)
  const forbidden = await start(settings)
  const store = await openStore({ config: readConfig(settings), purpose: 'command', say: () => {} })
  const { database } = store
  const { secret } = await addWebhook(database, keys, {
    url: receiver.url,
    events: ['appointment.booked'],
    now: new Date(),
  })
  const startsAt = instantOf({ day: addDays(localDay(new Date()), 9), time: '03:20' })
  const { code } = await visitor({ database, keys }, { startsAt: startsAt ?? new Date() })
  const delivery = () => database.prisma.webhookDelivery.findFirstOrThrow()
  await expect.poll(async () => (await delivery()).fault).toBe('private-address')
  expect(receiver.received).toEqual([])
  forbidden.kill('SIGTERM')
  await forbidden.ended

  await database.prisma.webhookDelivery.updateMany({ data: { nextAt: new Date() } })
  const allowed = await start({ ...settings, WEBHOOK_PRIVATE_HOSTS: '127.0.0.1' })
  await expect.poll(async () => (await delivery()).state).toBe('delivered')
  const [got] = receiver.received
  const said = new Webhook(secret).verify(got?.body ?? '', got?.headers as Record<string, string>)
  expect(said).toMatchObject({ type: 'appointment.booked', data: { code } })
  await store.close()
  allowed.kill('SIGTERM')
  expect((await allowed.ended).code).toBe(0)
})
