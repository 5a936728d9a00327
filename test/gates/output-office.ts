import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { api } from '#api/api.ts'
import { cookies } from '#api/identify.ts'
import { loadOffice } from '#appointments/office.ts'
import { webchat } from '#channels/webchat/webchat.ts'
import { readConfig } from '#config.ts'
import { loadDeskTexts } from '#desk-texts.ts'
import { createServer } from '#http/server.ts'
import { createLog } from '#log.ts'
import { findSession, openSession } from '#staff/sessions.ts'
import { loadTexts } from '#texts.ts'
import { pages } from '#web/serve.ts'
import type { ChannelName } from '#message.ts'
import type { Server } from '../database/template.ts'
import { openOffice } from '../stories/open-office.ts'
import { publicUrl } from '../stories/telegram-visitor.ts'

/** Where the first choice of every question leads to in the chat, and the desk books too. */
export const place = { departmentId: 'asylum', locationId: 'neuss', serviceId: 'asylum-permission' }

type Method = 'GET' | 'POST' | 'PUT'

/** An office with all its ways out: chat, one-time pages, Telegram, calendars, and a desk at which somebody may do everything. */
export async function openOutputs(server: Server) {
  /** While Telegram stands here, names are entered on a page. */
  const privateForms: ChannelName[] = []
  const chat = await openOffice(undefined, { server, telegram: true, reach: { publicUrl, privateForms } })
  const { database, keys, office, conversations } = chat
  const config = readConfig({ LOG_LEVEL: 'silent' })
  const log = createLog(config)
  const now = () => chat.clock.now
  const parts = { database, keys, config, log, now, conversations, speak: loadTexts(), office: () => office }
  const desk = await createServer({ config, log })
  await desk.register(api({ ...parts, texts: loadDeskTexts(), oidc: undefined }))
  await desk.register(webchat(parts))
  await desk.register(pages())
  await desk.listen({ host: '127.0.0.1', port: 0 })
  const { port } = desk.server.address() as AddressInfo

  const staffId = randomUUID()
  const roles = (['clerk', 'manager', 'administrator'] as const).map((role) => ({ role }))
  const member = { id: staffId, email: 'gate@example.org', name: 'Ada Beispiel', passwordHash: 'none' }
  await database.prisma.staff.create({ data: { ...member, roles: { create: roles } } })
  const token = await database.transaction((tx) => openSession(tx, { staffId, now: now() }))
  const session = await findSession(database, { token, now: now() })
  const startsAt = new Date(Math.ceil(now().getTime() / 86_400_000 + 400) * 86_400_000 + 9 * 3_600_000)
  const { departmentId, locationId } = place
  await database.prisma.slot.create({ data: { departmentId, locationId, startsAt, minutes: 20, capacity: 50 } })

  return {
    ...chat,
    privateForms,
    token,
    deskOrigin: `http://127.0.0.1:${port}`,
    startsAt: startsAt.toISOString(),
    async asks(method: Method, path: string, payload?: object) {
      const headers = {
        cookie: `${cookies.session}=${token}`,
        'sec-fetch-site': 'same-origin',
        'x-csrf-token': session?.csrf ?? '',
      }
      const answer = await desk.inject({ method, url: `/api/v1${path}`, headers, ...(payload && { payload }) })
      return { status: answer.statusCode, body: answer.body }
    },
    /** As every process does when the desk has changed something. */
    async readOffice() {
      Object.assign(office, await loadOffice(database.prisma))
    },
    /** The seats are free again, and nobody has an appointment. */
    async clear() {
      await database.prisma.$executeRaw`DELETE FROM appointment`
      await database.prisma.$executeRaw`UPDATE slot SET booked = 0 WHERE booked > 0`
    },
    async close() {
      await desk.close()
      await chat.close()
    },
  }
}

export type Outputs = Awaited<ReturnType<typeof openOutputs>>
