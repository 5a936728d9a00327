import { setTimeout } from 'node:timers/promises'
import { startTelegram } from '../channels/telegram/office-with-telegram.ts'
import { startCluster } from '../database/cluster.ts'
import { freshDatabase } from '../database/fresh-database.ts'
import { startFakeBotApi } from '../telegram/fake-bot-api.ts'
import { telegramCeilings } from '../telegram/rates.ts'

/** One new message for each of so many people, over real HTTP: how many a second go, and how many Telegram refuses. */
const people = Number(process.argv[2] ?? 900)
const cluster = await startCluster()
const database = await freshDatabase({ server: { url: cluster.url, prefix: 'rate' } })
const fake = await startFakeBotApi({ ceilings: telegramCeilings })
const office = startTelegram(fake, database)
try {
  for (let person = 0; person < people; person++) fake.user({ language_code: 'de' }).sends('/start')
  while (fake.count(/^sendMessage/) < people) await setTimeout(200)
  await setTimeout(500)
  const sent = fake.calls.filter(({ method, status }) => method === 'sendMessage' && status === 200)
  const seconds = ((sent.at(-1)?.at ?? 0) - (sent[0]?.at ?? 0)) / 1000
  console.log({
    people,
    seconds: Math.round(seconds),
    'messages per second': Math.round(((sent.length - 1) / seconds) * 100) / 100,
    'busiest second': fake.ceilings?.busiest,
    'refused with 429': fake.calls.filter(({ status }) => status === 429).length,
  })
} finally {
  await office.stop()
  await fake.close()
  await database.close()
  await cluster.stop()
}
