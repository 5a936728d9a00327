import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHash, randomUUID } from 'node:crypto'
import { addDays, instantOf, localDay } from '#appointments/local-time.ts'
import { finish, giveUpOn } from '#outbox/queue.ts'
import { openDesk, type OpenDesk } from './desk-office.ts'
import { today, visitor } from './visitor.ts'

let desk: OpenDesk
let serviceId: string
beforeAll(async () => {
  desk = await openDesk({ now: today('09:30') })
  await desk.database.prisma.slot.deleteMany()
  const service = await desk.database.prisma.service.findFirstOrThrow({
    where: { departmentId: 'general', units: 1 },
    orderBy: { position: 'asc' },
  })
  serviceId = service.id
})
afterAll(() => desk.close())

/** A time that can be booked, some days ahead. */
async function opens({ days = 3, time = '10:00', capacity = 1, locationId = 'neuss' } = {}) {
  const startsAt = instantOf({ day: addDays(localDay(desk.clock.now), days), time })
  if (!startsAt) throw new Error(`There is no ${time}`)
  const slot = { departmentId: 'general', locationId, startsAt, minutes: 20, capacity }
  await desk.database.prisma.slot.upsert({
    where: { departmentId_locationId_startsAt: { departmentId: 'general', locationId, startsAt } },
    create: slot,
    update: { capacity },
  })
  return startsAt.toISOString()
}

const anybody = () => `Person ${randomUUID().replaceAll(/[\d-]/g, 'x')}`
const wish = (startsAt: string, more: Record<string, unknown> = {}) => ({
  departmentId: 'general',
  locationId: 'neuss',
  serviceId,
  startsAt,
  people: 1,
  language: 'uk',
  name: anybody(),
  dateOfBirth: '24.8.1991',
  ...more,
})

describe('searching', () => {
  it('finds people by code, name in both scripts and date of birth, and says in the audit log whom, never how', async () => {
    const { code, id } = await visitor(desk.desk, { startsAt: today('14:00'), name: 'Олена Шукана' })
    const clerk = await desk.hires('clerk')
    const find = async (text: string) => (await clerk.sends('POST', '/people/search', { text })).body.people
    for (const text of [code, code.toLowerCase(), 'шукана', 'Shukana Olena', '17.05.1990 Shukana'])
      expect(await find(text), text).toMatchObject([
        {
          person: { name: 'Олена Шукана', germanName: 'Olena Shukana', dateOfBirth: '1990-05-17' },
          appointments: [{ id }],
        },
      ])
    expect(await find('Shuk')).toEqual([])
    const nothing = await clerk.sends('POST', '/people/search', { text: '31.02.1990' })
    expect(nothing.body.error).toMatchObject({ code: 'nothing-to-search', field: 'text' })
    const entries = await desk.database.prisma.auditEntry.findMany({
      where: { staffId: clerk.id, deed: 'search-people' },
    })
    expect(entries).toHaveLength(6)
    expect(entries[2]?.facts).toEqual({ by: ['name'], found: 1, seen: [id] })
    expect(JSON.stringify(entries, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toMatch(
      /shukana|шукана|1990/i,
    )
    expect(desk.lines.join('\n')).not.toMatch(/shukana|шукана/i)
  })

  it('shows each only what their role reaches: no person, no other appointment', async () => {
    const name = 'Олег Дводомний'
    const general = await visitor(desk.desk, { startsAt: today('14:00'), name })
    const asylum = await visitor(desk.desk, { startsAt: today('15:00'), name, departmentId: 'asylum' })
    const find = async (place: Parameters<OpenDesk['hires']>[1]) =>
      (await (await desk.hires('clerk', place)).sends('POST', '/people/search', { text: name })).body.people
    const idsOf = (people: { appointments: { id: string }[] }[]) =>
      people.flatMap(({ appointments }) => appointments.map(({ id }) => id))
    expect(idsOf(await find({})).toSorted()).toEqual([general.id, asylum.id].toSorted())
    expect(idsOf(await find({ departmentId: 'asylum' }))).toEqual([asylum.id])
    expect(await find({ locationId: 'grevenbroich' })).toEqual([])
    const clerk = await desk.hires('clerk', { departmentId: 'asylum' })
    expect(idsOf([(await clerk.gets(`/people/${asylum.id}`)).body])).toEqual([asylum.id])
    expect((await clerk.gets(`/people/${general.id}`)).status).toBe(403)
    expect((await clerk.gets(`/visits/${general.id}/confirmation`)).status).toBe(403)
    for (const role of ['administrator', 'auditor'] as const)
      expect((await (await desk.hires(role)).sends('POST', '/people/search', { text: name })).status).toBe(403)
  })
})

describe('booking at the desk', () => {
  it('books once for a key, and one appointment per person and department', async () => {
    const clerk = await desk.hires('clerk')
    const startsAt = await opens({ capacity: 5 })
    const body = wish(startsAt, { name: 'Ганна Одинчук' })
    const key = { 'idempotency-key': randomUUID() }
    const first = await clerk.sends('POST', '/appointments', body, key)
    expect(first.status).toBe(200)
    expect((await clerk.sends('POST', '/appointments', body, key)).body).toEqual(first.body)
    const { name, dateOfBirth, departmentId, locationId, serviceId: service, people, language } = body
    const typed = { departmentId, locationId, serviceId: service, name, dateOfBirth, startsAt, people, language }
    const rights = [{ role: 'clerk', departmentId: null, locationId: null }]
    const guessed = `book-appointment ${JSON.stringify([{ params: {}, query: {}, body: typed }, rights])}`
    const kept = await desk.database.prisma.idempotentAnswer.findFirst({ where: { key: key['idempotency-key'] } })
    expect(kept?.requestHash, 'a name can’t be guessed from the table').not.toEqual(
      new Uint8Array(createHash('sha256').update(guessed).digest()),
    )
    const again = await clerk.sends('POST', '/appointments', { ...body, dateOfBirth: '1991-08-24' })
    expect(again.body.error).toMatchObject({
      code: 'has-one',
      details: first.body.visit && { code: first.body.visit.code },
    })
    expect(again.body.error.message).toContain('10:00')
    const seen = await desk.database.prisma.auditEntry.findMany({ where: { staffId: clerk.id, deed: 'has-one' } })
    expect(seen, 'whose appointment was seen is in the audit log').toMatchObject([{ subject: first.body.visit.id }])
    expect((await clerk.gets(`/people/${first.body.visit.id}`)).body).toMatchObject({
      person: { name: 'Ганна Одинчук', dateOfBirth: '1991-08-24' },
      appointments: [{ state: 'booked', canHear: false, happened: [], told: [] }],
    })
  })

  it('offers other times where the wished one is taken, and names the field that is wrong', async () => {
    const clerk = await desk.hires('clerk')
    const startsAt = await opens({ days: 5 })
    const other = await opens({ days: 5, time: '10:20', capacity: 3 })
    expect((await clerk.sends('POST', '/appointments', wish(startsAt))).status).toBe(200)
    const taken = await clerk.sends('POST', '/appointments', wish(startsAt))
    expect(taken.body.error).toMatchObject({ code: 'taken', field: 'startsAt' })
    expect(taken.body.error.details.alternatives[0]).toMatchObject({ startsAt: other, time: '10:20', free: 3 })
    for (const [wrong, code] of [
      [{ name: 'K2' }, 'name-not-a-name'],
      [{ dateOfBirth: '31.02.1990' }, 'birthday-impossible'],
      [{ dateOfBirth: '1.1.3000' }, 'birthday-future'],
      [{ dateOfBirth: 'gestern' }, 'birthday-unclear'],
      [{ serviceId: 'nothing' }, 'unknown-service'],
      [{ contactCode: '2345CDDF' }, 'unknown-contact'],
    ] as const) {
      const refused = await clerk.sends('POST', '/appointments', wish(other, wrong))
      expect(refused.body.error).toMatchObject({ code, field: Object.keys(wrong)[0] })
      expect(refused.body.error.message).toMatch(/\p{L}{3}/u)
    }
  })

  it('is for the clerks of the place alone, who learn of other places no code', async () => {
    const startsAt = await opens({ days: 6, capacity: 5 })
    const there = await opens({ days: 6, capacity: 5, locationId: 'grevenbroich' })
    const near = await desk.hires('clerk', { departmentId: 'general', locationId: 'neuss' })
    const far = await desk.hires('clerk', { departmentId: 'general', locationId: 'grevenbroich' })
    const place = `departmentId=general&locationId=neuss&serviceId=${serviceId}`
    expect((await far.gets(`/free-days?${place}`)).status).toBe(403)
    expect((await far.gets(`/free-times?${place}&day=2026-11-24`)).status).toBe(403)
    expect((await far.sends('POST', '/appointments', wish(startsAt))).status).toBe(403)
    const body = wish(startsAt)
    const { visit } = (await near.sends('POST', '/appointments', body)).body
    const elsewhere = await far.sends('POST', '/appointments', { ...body, startsAt: there, locationId: 'grevenbroich' })
    expect(elsewhere.body.error.code).toBe('has-one-elsewhere')
    expect(JSON.stringify(elsewhere.body)).not.toContain(visit.code)
    const moved = await near.sends('POST', `/visits/${visit.id}/move`, {
      startsAt: there,
      locationId: 'grevenbroich',
      by: 'office',
    })
    expect(moved.status, 'to where one may not book').toBe(403)
    const move = await far.sends('POST', `/visits/${visit.id}/move`, { by: 'office', startsAt })
    const cancel = await far.sends('POST', `/visits/${visit.id}/cancel`, { by: 'office' })
    expect([move.status, cancel.status]).toEqual([403, 403])
    const { body: bookable } = await far.gets('/bookable')
    expect(bookable.departments).toMatchObject([{ id: 'general', locations: [{ id: 'grevenbroich' }] }])
  })

  it('lets a helper’s chat hear of it, if the clerk may see the helper’s appointment', async () => {
    const helper = await visitor(desk.desk, { startsAt: today('16:00') })
    const hidden = await visitor(desk.desk, { startsAt: today('16:00'), departmentId: 'asylum' })
    const clerk = await desk.hires('clerk', { departmentId: 'general' })
    const startsAt = await opens({ days: 7, capacity: 5 })
    const refused = await clerk.sends('POST', '/appointments', wish(startsAt, { contactCode: hidden.code }))
    expect(refused.body.error.code).toBe('unknown-contact')
    const { visit } = (await clerk.sends('POST', '/appointments', wish(startsAt, { contactCode: helper.code }))).body
    expect((await clerk.gets(`/people/${visit.id}`)).body.appointments).toMatchObject([{ canHear: true }])
  })

  it('books nothing for what is switched off, and moves there what is booked only as long as the place is open', async () => {
    const clerk = await desk.hires('clerk')
    const startsAt = await opens({ days: 6, capacity: 5 })
    const later = await opens({ days: 7, capacity: 5 })
    const { visit } = (await clerk.sends('POST', '/appointments', wish(startsAt))).body
    const department = desk.desk.office().departments.find(({ id }) => id === 'general')
    const service = department?.services.find(({ id }) => id === serviceId)
    const location = desk.desk.office().locations.find(({ id }) => id === 'neuss')
    if (!department || !service || !location) throw new Error('The office has other departments')
    const days = () => clerk.gets(`/free-days?departmentId=general&locationId=neuss&serviceId=${serviceId}`)
    const move = (to: string) => clerk.sends('POST', `/visits/${visit.id}/move`, { startsAt: to, by: 'applicant' })
    for (const [thing, field] of [
      [department, 'departmentId'],
      [location, 'locationId'],
      [service, 'serviceId'],
    ] as const) {
      thing.retired = true
      const { status, body } = await clerk.sends('POST', '/appointments', wish(startsAt))
      expect({ status, code: body.error?.code, field: body.error?.field }).toEqual({
        status: 409,
        code: 'switched-off',
        field,
      })
      if (thing !== service)
        for (const answer of [await days(), await move(later)]) expect(answer.body.error?.code).toBe('switched-off')
      thing.retired = false
    }
    service.retired = true
    expect((await days()).status).toBe(200)
    expect((await move(later)).status).toBe(200)
    service.retired = false
  })

  it('sees today’s times and those that are not public yet', async () => {
    const clerk = await desk.hires('clerk')
    const startsAt = await opens({ days: 0, time: '17:00' })
    await desk.database.prisma.slot.updateMany({
      where: { startsAt },
      data: { publicFrom: new Date('2030-01-01T00:00:00Z') },
    })
    const place = `departmentId=general&locationId=neuss&serviceId=${serviceId}`
    const { body } = await clerk.gets(`/free-days?${place}`)
    const day = localDay(desk.clock.now)
    expect(body.days[0].day).toBe(day)
    expect((await clerk.gets(`/free-times?${place}&day=${day}`)).body.times).toContainEqual({
      startsAt,
      time: '17:00',
      day,
      free: 1,
    })
  })
})

describe('moving and cancelling', () => {
  it('moves under the same code, tells the person of the office’s wish, and cancels once', async () => {
    const clerk = await desk.hires('clerk')
    const startsAt = await opens({ days: 8, capacity: 5 })
    const later = await opens({ days: 9, capacity: 5 })
    const { visit } = (await clerk.sends('POST', '/appointments', wish(startsAt))).body
    const same = await clerk.sends('POST', `/visits/${visit.id}/move`, { startsAt, by: 'applicant' })
    expect(same.body.error.code).toBe('same-time')
    const nowhere = { startsAt: later, by: 'office', locationId: 'nowhere' }
    expect((await clerk.sends('POST', `/visits/${visit.id}/move`, nowhere)).body.error.code).toBe('unknown-place')
    const moved = await clerk.sends('POST', `/visits/${visit.id}/move`, { startsAt: later, by: 'office' })
    expect(moved.body.visit).toMatchObject({ code: visit.code, startsAt: later })
    const over = await clerk.sends('POST', `/visits/${visit.id}/move`, { startsAt: later, by: 'office' })
    expect(over.body.error.code).toBe('not-movable')
    const { id } = moved.body.visit
    const { body } = await clerk.gets(`/people/${id}`)
    expect(body.appointments).toMatchObject([
      { id, state: 'booked', told: [{ kind: 'moved', outcome: 'waiting' }] },
      { id: visit.id, state: 'moved' },
    ])
    const cancel = () => clerk.sends('POST', `/visits/${id}/cancel`, { by: 'applicant', reason: 'Ist krank' })
    expect((await cancel()).status).toBe(200)
    expect((await cancel()).body.error.code).toBe('already-over')
    expect((await clerk.gets(`/visits/${id}/notes`)).body.notes).toMatchObject([{ text: 'Ist krank' }])
    const gone = await clerk.gets(`/visits/${id}/confirmation`)
    expect(gone.body.error.code).toBe('not-booked')
  })

  it('shows what could not be delivered after all, so that a clerk tells it', async () => {
    const clerk = await desk.hires('clerk')
    const startsAt = await opens({ days: 8, capacity: 5 })
    const later = await opens({ days: 9, capacity: 5 })
    const { database } = desk
    for (const outcome of ['failed', 'unreachable'] as const) {
      const { id } = await visitor(desk.desk, { startsAt: new Date(startsAt) })
      const { id: conversationId } = await database.prisma.conversation.findFirstOrThrow({
        where: { appointments: { some: { id } } },
      })
      const moved = await clerk.sends('POST', `/visits/${id}/move`, { startsAt: later, by: 'office' })
      const told = async () => (await clerk.gets(`/people/${moved.body.visit.id}`)).body.appointments[0].told
      const where = { appointmentId: moved.body.visit.id }
      const { id: noticeId } = await database.prisma.notice.findFirstOrThrow({ where })
      await database.prisma.notice.updateMany({
        where,
        data: { outcome: 'told', claimedAt: desk.clock.now, toldAt: desk.clock.now },
      })
      const message = { conversationId, sequence: 1, noticeId, createdAt: desk.clock.now }
      await database.prisma.message.create({
        data: { ...message, direction: 'sent', status: 'sending', body: new Uint8Array() },
      })
      expect(await told()).toMatchObject([{ outcome: 'waiting' }])
      if (outcome === 'failed') await finish(database, { ...message, last: 1 }, { status: outcome })
      else await giveUpOn(database, message.conversationId)
      expect(await told()).toMatchObject([{ outcome, toldAt: null }])
      await database.prisma.message.deleteMany()
      expect(await told(), 'also when the message is erased').toMatchObject([{ outcome, toldAt: null }])
    }
  })

  it('shows what happened at the office and by whom', async () => {
    const { id } = await visitor(desk.desk, { startsAt: today('09:40') })
    const clerk = await desk.hires('clerk')
    await clerk.sends('POST', `/visits/${id}/call`, { room: '2.14' })
    const { body } = await clerk.gets(`/people/${id}`)
    expect(body.appointments[0].happened).toMatchObject([
      { what: 'called', room: '2.14', by: expect.stringMatching(/^Person/) },
    ])
    expect(body.appointments[0].told).toMatchObject([{ kind: 'called' }])
    const late = await clerk.sends('POST', `/visits/${id}/cancel`, { by: 'office' })
    expect(late.body.error.code).toBe('not-cancellable')
  })
})

it('gives the confirmation in the person’s language with German beside it', async () => {
  const clerk = await desk.hires('clerk')
  const startsAt = await opens({ days: 10, capacity: 5 })
  const book = async (language: string) =>
    (
      await clerk.sends(
        'POST',
        '/appointments',
        wish(startsAt, { language, name: 'أحمد الخطيب', dateOfBirth: `1.1.19${language === 'ar' ? 80 : 81}` }),
      )
    ).body.visit
  const { id, code } = await book('ar')
  const { body } = await clerk.gets(`/visits/${id}/confirmation`)
  expect(body).toMatchObject({ language: 'ar', direction: 'rtl', name: 'أحمد الخطيب', german: { title: 'Ihr Termin' } })
  expect(body.code.replace('-', '')).toBe(code)
  expect(body.own.when).toMatch(/\p{Script=Arabic}.*10:00/u)
  expect(body.german.when).toMatch(/^\w+tag, .*10:00|^\w+woch, .*10:00/)
  expect(body.own.documents.length).toBe(body.german.documents.length)
  const { body: german } = await clerk.gets(`/visits/${(await book('de')).id}/confirmation`)
  expect(german).toMatchObject({ direction: 'ltr', german: null })
  const read = await desk.database.prisma.auditEntry.count({ where: { deed: 'show-confirmation', subject: id } })
  expect(read).toBe(1)
})
