import ICAL from 'ical.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDesk, type OpenDesk } from './desk-office.ts'
import { today, visitor } from './visitor.ts'

const feed = '/locations/neuss/calendar.ics'

let desk: OpenDesk
let booked: Awaited<ReturnType<typeof visitor>>[]
beforeAll(async () => {
  desk = await openDesk({ now: today('09:30') })
  const parts = { database: desk.database, keys: desk.desk.keys }
  booked = [
    await visitor(parts, { startsAt: today('11:00'), name: 'Олена Шевченко' }),
    await visitor(parts, { startsAt: today('10:10'), departmentId: 'asylum', name: 'Ahmad Kanarienvogel' }),
  ]
  await visitor(parts, { startsAt: today('11:10'), locationId: 'grevenbroich' })
})
afterAll(() => desk.close())

function eventsOf(file: unknown) {
  const calendar = new ICAL.Component(ICAL.parse(String(file)))
  const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
  return { calendar, events }
}

describe('the calendar of a location', () => {
  it('is what another reader of iCalendar reads to the instant, and names nobody', async () => {
    const { headers } = await desk.givesKey(['calendar:feed'])
    const answer = await desk.asks('GET', feed, headers)
    expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8')
    const { calendar, events } = eventsOf(answer.body)
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('Kreishaus Neuss')
    expect(events.map(({ uid, startDate, endDate }) => [uid, startDate.toJSDate(), endDate.toJSDate()])).toEqual(
      booked
        .toSorted((one, other) => one.startsAt.getTime() - other.startsAt.getTime())
        .map(({ id, startsAt, endsAt }) => [`${id}@terminlotse`, startsAt, endsAt]),
    )
    for (const [index, { code }] of booked.toReversed().entries()) expect(events[index]?.summary).toContain(code)
    expect(answer.body).not.toMatch(/Шевченко|Kanarienvogel|Olena|1990/)
  })

  it('opens with a key in its address, which opens nothing else', async () => {
    const { key, headers } = await desk.givesKey(['calendar:feed'])
    expect((await desk.asks('GET', `${feed}?key=${key}`, {})).status).toBe(200)
    expect((await desk.asks('GET', `/locations/neuss/today?key=${key}`, {})).status, 'another route').toBe(401)
    expect((await desk.asks('GET', `${feed}?key=x${key}`, {})).status, 'another key').toBe(401)
    const other = await desk.givesKey(['visits:read'])
    expect((await desk.asks('GET', `${feed}?key=${other.key}`, {})).status, 'without the scope').toBe(401)
    await desk.database.prisma.apiKey.updateMany({ data: { revokedAt: new Date() } })
    expect((await desk.asks('GET', `${feed}?key=${key}`, {})).status, 'revoked').toBe(401)
    expect((await desk.asks('GET', feed, headers)).status).toBe(401)
  })

  it('takes no key in its address that may do more, also what only a later release knows', async () => {
    const { id, key, headers } = await desk.givesKey(['calendar:feed', 'visits:read'])
    expect((await desk.asks('GET', `${feed}?key=${key}`, {})).status).toBe(401)
    expect((await desk.asks('GET', feed, headers)).status, 'in the header').toBe(200)
    const scopes = ['calendar:feed', 'something:new']
    await desk.database.prisma.apiKey.update({ where: { id }, data: { scopes } })
    expect((await desk.asks('GET', `${feed}?key=${key}`, {})).status).toBe(401)
  })

  it('is one location’s where the key is for one', async () => {
    const boss = await desk.hires('administrator')
    const make = (wish: Record<string, unknown>) =>
      boss.sends('POST', '/keys', { name: 'Kalender', scopes: ['calendar:feed'], days: null, ...wish })
    const { body: made } = await make({ locationId: 'neuss' })
    expect((await desk.asks('GET', `${feed}?key=${made.key}`, {})).status).toBe(200)
    const elsewhere = '/locations/grevenbroich/calendar.ics'
    expect((await desk.asks('GET', `${elsewhere}?key=${made.key}`, {})).status).toBe(403)
    const listed = (await boss.gets('/keys')).body.keys.find(({ id }: { id: string }) => id === made.id)
    expect(listed).toMatchObject({ locationId: 'neuss', scopes: ['calendar:feed'] })
    const { body: everywhere } = await make({})
    expect((await desk.asks('GET', `${elsewhere}?key=${everywhere.key}`, {})).status).toBe(200)
    expect((await make({ locationId: 'nowhere' })).body.error.code).toBe('unknown-place')
    const more = await make({ scopes: ['calendar:feed', 'visits:read'], locationId: 'neuss' })
    expect(more.body.error).toMatchObject({ code: 'key-for-more', field: 'locationId' })
    expect((await boss.sends('POST', '/locations/neuss/remove', { version: 1 })).body.error.details.by.keys).toBe(1)
  })

  it('shows a clerk the departments of theirs', async () => {
    const clerk = await desk.hires('clerk', { departmentId: 'general', locationId: 'neuss' })
    const { events } = eventsOf((await clerk.gets(feed)).body)
    expect(events.map(({ uid }) => uid)).toEqual([`${booked[0]?.id}@terminlotse`])
    expect((await clerk.gets(`${feed}?departmentIds=asylum`)).status).toBe(403)
    expect((await clerk.gets('/locations/grevenbroich/calendar.ics')).status).toBe(403)
    expect((await clerk.gets('/locations/nowhere/calendar.ics')).status).toBe(404)
  })

  it('is a calendar too when nothing is booked, whatever the location is called', async () => {
    const { headers } = await desk.givesKey(['calendar:feed'])
    const location = desk.desk.office().locations.find(({ id }) => id === 'grevenbroich')
    const before = location?.name.de
    if (location) location.name.de = 'Haus; A, B\\\r\nBEGIN:VEVENT'
    desk.clock.now = new Date(desk.clock.now.getTime() + 7 * 86_400_000)
    const { calendar, events } = eventsOf(
      (await desk.asks('GET', '/locations/grevenbroich/calendar.ics', headers)).body,
    )
    expect(events).toEqual([])
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe(String.raw`Haus\; A\, B\\  BEGIN:VEVENT`)
    if (location && before) location.name.de = before
  })
})
