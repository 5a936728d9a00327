import { api } from '#api/api.ts'
import { openSlots } from '#appointments/open-slots.ts'
import { email } from '#channels/email/email.ts'
import { push } from '#channels/push/push.ts'
import { isPushService } from '#channels/push/services.ts'
import { readVapidKeys, vapidSubject } from '#channels/push/vapid.ts'
import { type Telegram, telegram } from '#channels/telegram/telegram.ts'
import { webchat } from '#channels/webchat/webchat.ts'
import { keepOffice } from '#chores/keep-office.ts'
import { openJobs } from '#chores/jobs.ts'
import { keepDraws } from '#chores/keep-draws.ts'
import { sendBroadcasts } from '#chores/send-broadcasts.ts'
import { sendContacts } from '#chores/send-contacts.ts'
import { sendWebhooks } from '#chores/send-webhooks.ts'
import { startChores } from '#chores/start-chores.ts'
import type { Config } from '#config.ts'
import { conversations } from '#conversation/conversations.ts'
import { whatToBring } from '#conversation/what-to-bring.ts'
import { errorCode } from '#database/error-code.ts'
import type { Database } from '#database.ts'
import { loadDeskTexts } from '#desk-texts.ts'
import { openStore } from '#database/open-store.ts'
import { answerPages } from '#forms/answer-pages.ts'
import { contactPages } from '#forms/contact-pages.ts'
import { draws } from '#draws/draws.ts'
import { documents } from '#forms/documents.ts'
import { forms } from '#forms/forms.ts'
import { databaseReadiness } from '#http/readiness.ts'
import { createServer } from '#http/server.ts'
import { createLog } from '#log.ts'
import { contactDelivery } from '#notices/contacts/deliver.ts'
import { answerLetter } from '#notices/contacts/answer-letter.ts'
import { contactOfLetter } from '#notices/contacts/of-letter.ts'
import { outbox } from '#outbox/deliver.ts'
import { ChannelName } from '#message.ts'
import { keysFrom } from '#privacy/keys.ts'
import { Refusal } from '#refusal.ts'
import { readSecretKey } from '#secret-key.ts'
import { inviteFirstAdministrator } from '#staff/first-administrator.ts'
import { invitationPath } from '#staff/invitations.ts'
import { oidc } from '#staff/oidc.ts'
import { loadTexts } from '#texts.ts'
import { pages } from '#web/serve.ts'
import { seedOffice } from '../prisma/seed/seed-office.ts'

/** `address` is where people reach it. */
export type Running = { address: string; stop(): Promise<void> }

/** Wires everything and starts it; `stop` ends it in reverse. What fails on the way leaves nothing running. */
export async function serve(config: Config, { say }: { say: (line: string) => void }): Promise<Running> {
  const started = new AsyncDisposableStack()
  const now = () => new Date()
  try {
    const log = createLog(config)
    const speak = loadTexts()
    const store = await openStore({ config, purpose: 'serve', say })
    started.defer(store.close)
    const { database } = store
    const keys = keysFrom(await readSecretKey(config, database))
    if (config.databaseUrl === undefined) await furnish(database, now())

    const jobs = await openJobs({
      connectionString: store.connectionString,
      database,
      log,
      works: config.role !== 'web',
    })
    started.defer(jobs.stop)
    const { office, stop } = await keepOffice(database, log)
    started.defer(stop)
    let bot: Telegram | undefined
    const telegramBot = () => bot?.username()
    const { publicUrl } = config
    // Without an address of our own there is no page to enter names on: that is a trial on one machine, and config.ts sees to it.
    const privateForms = publicUrl === undefined ? [] : [ChannelName.enum.telegram]
    const vapid = await readVapidKeys(database, keys)
    const mails = config.mail && publicUrl !== undefined ? email({ ...config.mail, publicUrl, speak }) : undefined
    const reach = {
      publicUrl,
      telegramBot,
      privateForms,
      mails: mails !== undefined,
      push: { publicKey: vapid.publicKey, takes: isPushService },
    }
    const talks = conversations({ database, keys, office, speak, now, reach })
    const { botToken } = config.telegram
    if (botToken !== undefined) {
      if (publicUrl === undefined)
        say('Trial without PUBLIC_URL: Telegram asks for names and dates of birth in the chat.')
      bot = telegram({ config, botToken, conversations: talks, database, speak, log, say })
    }

    const pushes = push({ vapid, subject: vapidSubject(config), speak })
    const ways = { push: pushes, ...(mails && { email: mails }) }
    const contacts = contactDelivery({ database, conversations: talks, keys, ways, log, now })
    const readiness = databaseReadiness(database, { notes: () => [...(bot?.notes() ?? []), ...contacts.notes()] })
    const server = await createServer({ config, log, readiness })
    started.defer(() => server.close())
    if (config.role !== 'worker') {
      await server.register(webchat({ conversations: talks, keys, config, log, database, now }))
      await server.register(forms({ conversations: talks, config, log, database, speak, now, telegramBot }))
      await server.register(draws({ database, config, office, now }))
      await server.register(documents({ speak, find: (wish) => whatToBring({ database, office, speak }, wish) }))
      await server.register(contactPages({ config, speak, ...contactOfLetter({ database, keys, now }) }))
      const answers = answerLetter({ database, conversations: talks, keys, office, speak, now })
      await server.register(answerPages({ config, speak, ...answers }))
      if (bot) await server.register(bot.plugin)
      await server.register(
        api({
          database,
          keys,
          config,
          log,
          now,
          speak,
          office,
          conversations: talks,
          telegramBot,
          texts: loadDeskTexts(),
          oidc: config.oidc && oidc(config.oidc),
        }),
      )
      await server.register(pages())
    }
    if (bot) {
      if (config.role !== 'web')
        started.defer(outbox({ database, conversations: talks, channel: bot.channel, log, now }).stop)
      started.defer(bot.start({ takesUpdates: config.role !== 'web' || config.telegram.mode === 'webhook' }))
    }

    if (config.role !== 'web') {
      started.defer(startChores({ database, conversations: talks, log, now, reminderHours: config.reminderHours }))
      started.defer(sendContacts({ database, deliver: contacts.deliver, log }))
      started.defer(await sendBroadcasts({ database, conversations: talks, office, speak, log, now }, jobs))
      started.defer(keepDraws({ database, conversations: talks, keys, log, now }))
      started.defer(sendWebhooks({ database, keys, privateHosts: config.webhookPrivateHosts, log, now }))
    }

    const listening = await server.listen({ port: config.port, host: config.host })
    const address = config.publicUrl ?? listening
    if (config.role !== 'worker') await sayFirstLink({ database, address, now: now(), say })
    return { address: `${address}/`, stop: () => started.disposeAsync() }
  } catch (error) {
    await started.disposeAsync()
    throw explained(error, config)
  }
}

/** The built-in database starts with the example office. A server's office is its own: the example comes there by command. */
async function furnish(database: Database, now: Date): Promise<void> {
  if ((await database.prisma.department.count()) > 0) return
  await seedOffice(database.prisma)
  await openSlots(database, { now, days: 60 })
}

type FirstLink = { database: Database; address: string; now: Date; say: (line: string) => void }

/** Whoever sees what the first start prints runs this machine, and nobody else does. */
async function sayFirstLink({ database, address, now, say }: FirstLink): Promise<void> {
  const token = await inviteFirstAdministrator(database, now)
  if (token !== undefined)
    say(`The first administrator sets a password here, within 24 hours: ${address}${invitationPath(token)}`)
}

function explained(error: unknown, { host, port }: Config): unknown {
  if (errorCode(error) === 'EADDRINUSE')
    return new Refusal(`Port ${port} on ${host} is in use: stop that program or set PORT`)
  if (errorCode(error) === 'EACCES' || errorCode(error) === 'EADDRNOTAVAIL') {
    return new Refusal(`This machine does not let us listen on ${host}:${port}: set HOST and PORT`, {
      code: 2,
      cause: error,
    })
  }
  return error
}
