import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DayChange } from '#api/today/day-shape.ts'
import type { Route } from '#api/route.ts'
import { routes as all } from '#api/routes.ts'
import { localDay } from '#appointments/local-time.ts'
import { announce } from './announce.ts'
import { openDesk, type OpenDesk } from './desk-office.ts'
import { hear } from './hear.ts'
import { today, visitor } from './visitor.ts'

const here = { departmentId: 'asylum', locationId: 'neuss' }
const elsewhere = { departmentId: 'general', locationId: 'grevenbroich' }
const routes: readonly Route[] = all

let desk: OpenDesk
let origin: string
beforeAll(async () => {
  desk = await openDesk({ now: today('09:30') })
  origin = await desk.server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => desk.close())

/** A stream of something here, with who hears it, how they lose sight of it, and something that happens here. */
type Watched = {
  path: () => Promise<string>
  listener: () => Promise<{ cookie: string; leave: () => Promise<unknown> }>
  happen: () => Promise<unknown>
}

const member = (role: 'clerk' | 'manager') => async () => {
  const { id, cookie } = await desk.hires(role, here)
  const leave = () => desk.database.prisma.staffRole.updateMany({ where: { staffId: id }, data: elsewhere })
  return { cookie, leave }
}
const comes = () => visitor(desk.desk, { startsAt: today('11:00'), ...here })

const watched: Record<string, Watched> = {
  'watch-today': {
    path: async () => '/locations/neuss/today/events',
    listener: member('clerk'),
    happen: comes,
  },
  'watch-calendar': {
    path: async () => `/locations/neuss/calendar/events?firstDay=${localDay(desk.clock.now)}`,
    listener: member('clerk'),
    happen: async () => desk.database.prisma.slot.updateMany({ where: here, data: { capacity: { increment: 1 } } }),
  },
  'watch-board': {
    path: async () => '/board/events',
    async listener() {
      const { id, headers } = await desk.pairs('board', 'neuss')
      const { locationId } = elsewhere
      return {
        cookie: headers.cookie,
        leave: () => desk.database.prisma.device.update({ where: { id }, data: { locationId } }),
      }
    },
    async happen() {
      const { id } = await comes()
      await (await desk.hires('clerk')).sends('POST', `/visits/${id}/call`, { room: '1' })
    },
  },
  'watch-broadcast': {
    path: async () => `/broadcasts/${await announce(desk, here)}/events`,
    listener: member('manager'),
    happen: () => desk.database.prisma.broadcast.updateMany({ data: { title: `Neu ${Math.random()}` } }),
  },
}

describe('every stream', () => {
  it('is looked at here', () => {
    const streams = routes.filter(({ answers }) =>
      Object.values(answers).some((answer) => 'media' in answer && answer.media === 'text/event-stream'),
    )
    expect(streams.map(({ id }) => id).toSorted()).toEqual(Object.keys(watched).toSorted())
  })

  it.each(Object.entries(watched))(
    '%s ends for whose role was taken elsewhere, and says nothing more',
    async (_, each) => {
      const { cookie, leave } = await each.listener()
      const path = await each.path()
      const window = hear(`${origin}/api/v1${path}`, cookie)
      await window.next()
      await each.happen()
      await window.next()
      await leave()
      const before = window.all().length
      await each.happen()
      await window.ended
      expect(window.all()).toHaveLength(before)
    },
  )
})

it('takes away from a window what its clerk may no longer see, and shows what they may see since', async () => {
  const mine = await visitor(desk.desk, { startsAt: today('11:20'), ...here })
  const other = await visitor(desk.desk, { startsAt: today('11:20'), departmentId: 'general', locationId: 'neuss' })
  const clerk = await desk.hires('clerk', here)
  const window = hear<DayChange>(`${origin}/api/v1/locations/neuss/today/events`, clerk.cookie)
  const shows = (id: string) => (change: DayChange) => change.visits.some((visit) => visit.id === id)
  expect(shows(mine.id)(await window.next())).toBe(true)
  await desk.database.prisma.staffRole.updateMany({
    where: { staffId: clerk.id },
    data: { departmentId: 'general' },
  })
  await comes()
  const change = await window.until(shows(other.id))
  expect(change.gone).toContain(mine.id)
  expect(change.visits.map(({ departmentId }) => departmentId)).not.toContain('asylum')
  window.stop()
})
