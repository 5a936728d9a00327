import { randomUUID } from 'node:crypto'
import { addDays, localDay } from '#appointments/local-time.ts'
import { knownTools } from '#reports/import/known-tools.ts'
import { hashPassword } from '#staff/hash-password.ts'
import { row, table } from '../reports/import/exports.ts'
import { codeAt } from '../staff/totp-app.ts'
import { announce } from './announce.ts'
import type { OpenDesk } from './desk-office.ts'
import { today, visitor } from './visitor.ts'

/** A request that does what its route is for. Without `headers` it is somebody's who may do everything. */
export type Deed = { path: string; body?: Record<string, unknown> | string; headers?: Record<string, string> }

const here = { departmentId: 'general', locationId: 'neuss' }
const password = 'der rote Hund bellt leise'
const service = { name: { de: 'Anliegen' }, units: 1, documents: [{ de: 'Pass' }], position: 9, retired: false }
const location = {
  name: { de: 'Rathaus' },
  address: 'Am Neumarkt 2, 41564 Kaarst',
  latitude: 51.2,
  longitude: 6.6,
  position: 5,
  retired: false,
}
const department = { name: { de: 'Einbürgerung' }, position: 9, retired: false }
const room = { name: 'E 12', departmentId: null, retired: false }

/** One deed for each route that writes, by its id, with all that must be there before: each is one that succeeds. */
export async function deedsOf(desk: OpenDesk) {
  const { prisma } = desk.database
  const boss = await desk.hires(['clerk', 'manager', 'administrator', 'auditor'])
  await prisma.staff.update({ where: { id: boss.id }, data: { passwordHash: await hashPassword(password) } })
  const later = new Date(today('09:30').getTime() + 30 * 86_400_000)
  const day = (days: number) => addDays(localDay(desk.clock.now), days)

  /** Done as a preparation, by the same who then does the deed. */
  async function sends(path: string, body: Record<string, unknown> = {}, method: 'POST' | 'PUT' = 'POST') {
    const answer = await boss.sends(method, path, body)
    if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const comes = (time: string, place = {}) => visitor(desk.desk, { startsAt: today(time), ...here, ...place })
  async function visit(time: string, ...acts: [string, Record<string, unknown>?][]): Promise<string> {
    const { id } = await comes(time)
    for (const [act, body] of acts) await sends(`/visits/${id}/${act}`, body)
    return `/visits/${id}`
  }
  /** Called by a clerk who has called nobody else. */
  async function calledVisit(act: string): Promise<Deed> {
    const [path, clerk] = [await visit('10:00'), await desk.hires('clerk')]
    await clerk.sends('POST', `${path}/call`, { room: '2.14' })
    return { path: `${path}/${act}`, headers: headersOf(clerk) }
  }
  const clerk = async () => `/staff/${(await desk.hires('clerk')).id}`
  const session = async () => headersOf(await desk.hires('clerk'))
  async function member() {
    const hired = await desk.hires('clerk')
    await prisma.staff.update({ where: { id: hired.id }, data: { passwordHash: await hashPassword(password) } })
    return { ...hired, headers: headersOf(hired) }
  }
  const slots = async () => {
    const rows = await prisma.slot.findMany({
      where: { ...here, startsAt: { gt: later } },
      orderBy: { startsAt: 'asc' },
      take: 2,
    })
    return rows.map(({ id }) => id)
  }
  const freeTime = async (index: number) => {
    const where = { ...here, startsAt: { gt: later }, state: 'open' as const }
    const rows = await prisma.slot.findMany({ where, orderBy: { startsAt: 'asc' }, skip: index * 7, take: 1 })
    return rows[0]?.startsAt.toISOString() ?? ''
  }
  const serviceId = async () =>
    (await prisma.service.findFirstOrThrow({ where: { departmentId: 'general', units: 1 } })).id
  const hours = { opens: '10:00', closes: '12:00', slotMinutes: 20, capacity: 1 }
  const special = async (days: number) => (await sends('/hours', { ...here, ...hours, day: day(days) })).hours
  const closure = async (days: number) =>
    (await sends('/closures', { ...here, firstDay: day(days), lastDay: day(days), reason: { de: 'Umzug' } })).closure
  const webhook = async () =>
    (await sends('/webhooks', { url: 'http://crm.intern/', events: ['appointment.booked'] })).id as string
  const draw = async () => {
    const times = { opens: day(-1), closes: day(2), draws: day(3) }
    const moments = Object.fromEntries(Object.entries(times).map(([name, on]) => [name, { day: on, time: '10:00' }]))
    const batch = { ...here, serviceId: await serviceId(), firstDay: day(drawn), lastDay: day((drawn += 7) - 1) }
    return (await sends('/draws', { ...batch, ...moments })).id as string
  }
  let drawn = 70
  const running = async () => {
    await prisma.conversation.updateMany({ data: { language: 'uk', reachable: true, lastOpenAt: later } })
    const id = await announce(desk, here)
    await sends(`/broadcasts/${id}/start`)
    return `/broadcasts/${id}`
  }
  const waits = async (time: string) => {
    const { code } = await comes(time)
    return (await sends('/waitlist', { code, isAnywhere: true, noticeMinutes: 60 })).id as string
  }
  /** Nobody has it yet: it stays counted as held. */
  const freed = async () => {
    const slotIds = (await slots()).slice(0, 1)
    await prisma.slot.updateMany({ where: { id: { in: slotIds } }, data: { held: { increment: 1 } } })
    const times = { startsAt: later, endsAt: new Date(later.getTime() + 1_200_000), freedAt: desk.clock.now }
    const seat = { ...here, serviceId: await serviceId(), ...times, slotIds }
    return (await prisma.freedSeat.create({ data: { ...seat, cause: 'moved', state: 'offered' } })).id
  }
  const device = async () => (await sends('/devices', { kind: 'board', name: 'Warten', locationId: 'neuss' })) as Made
  const file = table(row(randomUUID()))

  const deeds: Record<string, () => Promise<Deed>> = {
    'sign-out': async () => ({ path: '/sign-out', headers: await session() }),
    'sign-out-everywhere': async () => ({ path: '/sign-out-everywhere', headers: await session() }),
    'change-password': async () => ({
      path: '/me/password',
      headers: (await member()).headers,
      body: { current: password, password: 'ein neuer Satz mit Wörtern' },
    }),
    'renew-recovery-codes': async () => ({
      path: '/me/recovery-codes',
      headers: (await member()).headers,
      body: { password },
    }),
    'begin-app': async () => ({ path: '/me/app', headers: (await member()).headers, body: { password } }),
    'change-app': async () => {
      const { sends, headers } = await member()
      const { secret, sealed } = (await sends('POST', '/me/app', { password })).body.totp
      return { path: '/me/app', headers, body: { sealed, code: codeAt(secret, desk.clock.now) } }
    },
    'add-member': async () => ({
      path: '/staff',
      body: {
        name: 'Anna',
        email: `${randomUUID()}@example.org`,
        roles: [{ role: 'clerk', departmentId: null, locationId: null }],
      },
    }),
    'change-member': async () => ({
      path: await clerk(),
      body: { name: 'Anna', email: `${randomUUID()}@example.org` },
    }),
    'unlink-member': async () => ({ path: `${await clerk()}/unlink` }),
    'change-roles': async () => ({
      path: `${await clerk()}/roles`,
      body: { roles: [{ role: 'auditor', departmentId: null, locationId: null }] },
    }),
    'disable-member': async () => ({ path: `${await clerk()}/disable` }),
    'enable-member': async () => {
      const path = await clerk()
      await sends(`${path}/disable`)
      return { path: `${path}/enable` }
    },
    'reset-member': async () => ({ path: `${await clerk()}/reset` }),
    'make-key': async () => ({ path: '/keys', body: { name: 'Anlage', scopes: ['visits:read'], days: 7 } }),
    'revoke-key': async () => ({ path: `/keys/${(await desk.givesKey(['visits:read'])).id}/revoke` }),
    'add-webhook': async () => ({
      path: '/webhooks',
      body: { url: 'http://crm.intern/', events: ['appointment.booked'] },
    }),
    'enable-webhook': async () => {
      const path = `/webhooks/${await webhook()}`
      await sends(`${path}/disable`)
      return { path: `${path}/enable` }
    },
    'disable-webhook': async () => ({ path: `/webhooks/${await webhook()}/disable` }),
    'remove-webhook': async () => ({ path: `/webhooks/${await webhook()}/remove` }),
    'send-delivery-again': async () => {
      const webhookId = await webhook()
      const data = { id: randomUUID(), webhookId, event: 'appointment.booked', payload: {}, state: 'failed' as const }
      await prisma.webhookDelivery.create({ data })
      return { path: `/webhooks/${webhookId}/deliveries/${data.id}/again` }
    },
    'preview-import': async () => ({ path: '/imports/preview?fileName=a.csv', body: file }),
    'list-bad-rows': async () => ({ path: '/imports/bad-rows?fileName=a.csv', body: file }),
    'import-file': async () => ({ path: `/imports?id=${randomUUID()}&fileName=a.csv`, body: table(row(randomUUID())) }),
    'undo-import': async () => {
      const id = randomUUID()
      await prisma.import.create({ data: { id, fileName: 'a.csv', origin: 'terminkalender', at: desk.clock.now } })
      return { path: `/imports/${id}/undo` }
    },
    'save-import-mapping': async () => ({
      path: '/import-mappings/eigene',
      body: { mapping: { ...knownTools['terminkalender'] } },
    }),
    'call-next': async () => {
      await visit('10:00', ['arrive'])
      const body = { room: '1', departmentIds: ['general'] }
      return { path: '/locations/neuss/calls', body, headers: await session() }
    },
    'call-person': async () => ({
      path: `${await visit('10:00')}/call`,
      body: { room: '1' },
      headers: await session(),
    }),
    'call-again': () => calledVisit('call-again'),
    'put-back': () => calledVisit('put-back'),
    arrive: async () => ({ path: `${await visit('10:00')}/arrive` }),
    'begin-visit': async () => ({ path: `${await visit('10:00')}/begin`, body: {} }),
    'finish-visit': async () => ({ path: `${await visit('10:00')}/finish`, body: {} }),
    note: async () => ({ path: `${await visit('10:00')}/notes`, body: { text: 'Kommt mit Kind' } }),
    'record-no-show': async () => ({ path: `${await visit('09:00')}/no-show`, body: {} }),
    'take-back': async () => ({ path: `${await visit('10:00', ['arrive'])}/take-back`, body: {} }),
    settle: async () => ({ path: `${await visit('09:00')}/settle`, body: { as: 'attended' } }),
    'undo-cancelling': async () => ({
      path: `${await visit('11:00', ['cancel', { by: 'office' }])}/undo-cancelling`,
      body: {},
    }),
    'search-people': async () => ({ path: '/people/search', body: { text: (await comes('11:00')).code } }),
    'book-appointment': async () => ({
      path: '/appointments',
      body: {
        ...here,
        serviceId: await serviceId(),
        startsAt: await freeTime(0),
        people: 1,
        language: 'uk',
        name: 'Olena Probe',
        dateOfBirth: '24.8.1991',
      },
    }),
    'move-appointment': async () => ({
      path: `${await visit('14:00')}/move`,
      body: { startsAt: await freeTime(1), by: 'applicant' },
    }),
    'cancel-appointment': async () => ({ path: `${await visit('14:00')}/cancel`, body: { by: 'office' } }),
    'put-on-waitlist': async () => ({
      path: '/waitlist',
      body: { code: (await comes('14:00')).code, isAnywhere: true, noticeMinutes: 60 },
    }),
    'take-off-waitlist': async () => ({ path: `/waitlist/${await waits('14:00')}` }),
    'release-freed': async () => ({ path: `/freed-seats/${await freed()}/release` }),
    'answer-offer': async () => {
      const offered = { freedSeatId: await freed(), subscriptionId: await waits('15:00'), day: desk.clock.now }
      const times = { offeredAt: desk.clock.now, expiresAt: new Date(4e12) }
      const { id } = await prisma.offer.create({ data: { id: randomUUID(), ...offered, ...times } })
      return { path: `/offers/${id}/answer`, body: { answer: 'decline' } }
    },
    'add-hours': async () => ({ path: '/hours', body: { ...here, ...hours, day: day(400) } }),
    'change-hours': async () => {
      const { id, version } = await special(401)
      return { path: `/hours/special/${id}`, body: { ...hours, day: day(401), capacity: 2, version } }
    },
    'remove-hours': async () => {
      const { id, version } = await special(402)
      return { path: `/hours/special/${id}/remove`, body: { version } }
    },
    'add-closure': async () => ({
      path: '/closures',
      body: { ...here, firstDay: day(400), lastDay: day(400), reason: { de: 'Umzug' } },
    }),
    'change-closure': async () => {
      const { id, version } = await closure(401)
      return {
        path: `/closures/${id}`,
        body: { firstDay: day(401), lastDay: day(402), reason: { de: 'Umzug' }, version },
      }
    },
    'remove-closure': async () => {
      const { id, version } = await closure(403)
      return { path: `/closures/${id}/remove`, body: { version } }
    },
    'change-capacity': async () => ({
      path: '/slots/capacity',
      body: { ...here, slotIds: await slots(), capacity: 9 },
    }),
    'set-slots': async () => ({ path: '/slots/state', body: { ...here, slotIds: await slots(), state: 'closed' } }),
    'open-days': async () => ({ path: '/days/open', body: { ...here, firstDay: day(61), lastDay: day(68) } }),
    'release-days': async () => ({
      path: '/days/release',
      body: { ...here, firstDay: day(40), lastDay: day(47), publicFrom: { day: day(30), time: '10:00' } },
    }),
    'close-days': async () => ({
      path: '/closings',
      body: { ...here, firstDay: day(50), lastDay: day(50), how: 'cancel' },
    }),
    'undo-closing': async () => {
      const closing = { ...here, firstDay: day(51), lastDay: day(51), how: 'cancel' }
      return { path: `/closings/${(await sends('/closings', closing)).id}/undo` }
    },
    'add-broadcast': async () => ({
      path: '/broadcasts',
      body: { title: 'Freie Termine', offer: here, audience: { group: 'everybody' } },
    }),
    'preview-broadcast': async () => ({
      path: '/broadcasts/preview',
      body: { offer: here, audience: { group: 'everybody' } },
    }),
    'start-broadcast': async () => {
      await running()
      return { path: `/broadcasts/${await announce(desk, here)}/start`, body: {} }
    },
    'approve-broadcast': async () => ({ path: `/broadcasts/${await announce(desk, here)}/approve` }),
    'pause-broadcast': async () => ({ path: `${await running()}/pause` }),
    'resume-broadcast': async () => {
      const path = await running()
      await sends(`${path}/pause`)
      return { path: `${path}/resume` }
    },
    'stop-broadcast': async () => ({ path: `${await running()}/stop` }),
    'add-draw': async () => {
      const id = await draw()
      const { opensAt, closesAt, drawsAt, ...rest } = await prisma.draw.findUniqueOrThrow({ where: { id } })
      const moment = (instant: Date) => ({ day: localDay(instant), time: '10:00' })
      const { serviceId } = rest
      const times = { opens: moment(opensAt), closes: moment(closesAt), draws: moment(drawsAt) }
      return {
        path: '/draws',
        body: { ...here, serviceId, firstDay: day(drawn), lastDay: day((drawn += 7) - 1), ...times },
      }
    },
    'draw-lots': async () => {
      const id = await draw()
      await prisma.draw.update({ where: { id }, data: { closesAt: new Date(desk.clock.now.getTime() - 60_000) } })
      return { path: `/draws/${id}/draw` }
    },
    'cancel-draw': async () => ({ path: `/draws/${await draw()}/cancel` }),
    'add-department': async () => ({ path: '/departments', body: department }),
    'change-department': async () => {
      const { id } = await sends('/departments', department)
      return { path: `/departments/${id}`, body: { ...department, position: 8, version: 1 } }
    },
    'remove-department': async () => {
      const { id } = await sends('/departments', department)
      return { path: `/departments/${id}/remove`, body: { version: 1 } }
    },
    'add-service': async () => ({ path: '/services', body: { ...service, departmentId: 'general' } }),
    'change-service': async () => {
      const { id } = await sends('/services', { ...service, departmentId: 'general' })
      return { path: `/services/${id}`, body: { ...service, position: 8, version: 1 } }
    },
    'remove-service': async () => {
      const { id } = await sends('/services', { ...service, departmentId: 'general' })
      return { path: `/services/${id}/remove`, body: { version: 1 } }
    },
    'add-location': async () => ({ path: '/locations', body: location }),
    'change-location': async () => {
      const { id } = await sends('/locations', location)
      return { path: `/locations/${id}`, body: { ...location, position: 6, version: 1 } }
    },
    'remove-location': async () => {
      const { id } = await sends('/locations', location)
      return { path: `/locations/${id}/remove`, body: { version: 1 } }
    },
    'add-room': async () => ({ path: '/rooms', body: { ...room, locationId: 'neuss', name: 'E 1' } }),
    'change-room': async () => {
      const { id } = await sends('/rooms', { ...room, locationId: 'neuss', name: 'E 2' })
      return { path: `/rooms/${id}`, body: { ...room, name: 'E 3', version: 1 } }
    },
    'remove-room': async () => {
      const { id } = await sends('/rooms', { ...room, locationId: 'neuss', name: 'E 4' })
      return { path: `/rooms/${id}/remove`, body: { version: 1 } }
    },
    'add-device': async () => ({ path: '/devices', body: { kind: 'board', name: 'Warten', locationId: 'neuss' } }),
    'revoke-device': async () => ({ path: `/devices/${(await device()).id}/revoke` }),
    'pair-device': async () => ({
      path: '/devices/pair',
      headers: { 'sec-fetch-site': 'same-origin' },
      body: { token: new URL((await device()).link).hash.slice(1) },
    }),
    'check-in': async () => {
      const { headers } = await desk.pairs('kiosk', 'neuss')
      const { csrf } = (await desk.asks('GET', '/kiosk', headers)).body
      return {
        path: '/kiosk/arrivals',
        headers: { ...headers, 'x-csrf-token': String(csrf) },
        body: { code: (await comes('10:00')).code },
      }
    },
  }
  return { deeds, headers: headersOf(boss) }
}

function headersOf({ cookie, csrf }: { cookie: string; csrf: string }) {
  return { cookie, 'x-csrf-token': csrf, 'sec-fetch-site': 'same-origin' }
}

type Made = { id: string; link: string }
