import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DayChange } from '#api/today/day-shape.ts'
import { cookies } from '#api/identify.ts'
import { openDesk, type OpenDesk } from './desk-office.ts'
import { hear } from './hear.ts'
import { today, visitor } from './visitor.ts'

let desk: OpenDesk
let origin: string
beforeAll(async () => {
  desk = await openDesk({ now: today('09:30') })
  origin = await desk.server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => desk.close())

const events = '/api/v1/locations/neuss/today/events'

it('shows names as they are written and in Latin letters, services and who called', async () => {
  const clerk = await desk.hires('clerk')
  const { id } = await visitor(desk.desk, { startsAt: today('09:00'), name: 'Олена Шевченко' })
  await clerk.sends('POST', `/visits/${id}/call`, { room: '2.14' })
  const { body } = await clerk.gets('/locations/neuss/today')
  const visit = body.visits.find((each: { id: string }) => each.id === id)
  expect(visit).toMatchObject({
    group: 'called',
    room: '2.14',
    person: { name: 'Олена Шевченко', germanName: 'Olena Shevchenko' },
  })
  expect(visit.caller).toMatch(/^Person/)
  const { body: places } = await clerk.gets('/workplaces')
  expect(places.services.find((each: { id: string }) => each.id === visit.serviceId).name.de).toBeTruthy()
})

it('tells every window of a change, whole at first and then what changed alone', async () => {
  const clerk = await desk.hires('clerk')
  const windows = [
    hear<DayChange>(`${origin}${events}`, clerk.cookie),
    hear<DayChange>(`${origin}${events}`, clerk.cookie),
  ]
  for (const window of windows) expect((await window.next()).isWhole).toBe(true)
  const { id } = await visitor(desk.desk, { startsAt: today('09:20') })
  for (const window of windows)
    expect(await window.until(({ visits }) => visits.some((each) => each.id === id))).toBeTruthy()
  await clerk.sends('POST', `/visits/${id}/arrive`)
  for (const window of windows) {
    const change = await window.until(({ visits }) => visits.some((each) => each.group === 'arrived'))
    expect(change).toMatchObject({ isWhole: false, visits: [{ id }] })
    window.stop()
  }
})

it('tells a window nothing of departments that its clerk may not see', async () => {
  const clerk = await desk.hires('clerk', { departmentId: 'general' })
  const window = hear<DayChange>(`${origin}${events}`, clerk.cookie)
  await window.next()
  await visitor(desk.desk, { startsAt: today('09:20'), departmentId: 'asylum' })
  const { id } = await visitor(desk.desk, { startsAt: today('09:20') })
  await window.until(({ visits }) => visits.some((each) => each.id === id))
  expect(
    window
      .all()
      .flatMap(({ visits }) => visits)
      .map(({ departmentId }) => departmentId),
  ).not.toContain('asylum')
  window.stop()
})

it('ends the window of somebody who is disabled, at the next change', async () => {
  const clerk = await desk.hires('clerk')
  const window = hear<DayChange>(`${origin}${events}`, clerk.cookie)
  await window.next()
  await desk.database.prisma.staff.update({ where: { id: clerk.id }, data: { disabledAt: new Date() } })
  await visitor(desk.desk, { startsAt: today('09:20') })
  await window.ended
  const again = await fetch(`${origin}${events}`, {
    headers: { cookie: clerk.cookie, 'sec-fetch-site': 'same-origin' },
  })
  expect(again.status).toBe(401)
  expect(clerk.cookie).toContain(cookies.session)
})
