import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, localDay } from '#appointments/local-time.ts'
import type { Route } from '#api/route.ts'
import { routes as all } from '#api/routes.ts'
import { Scope } from '#staff/scope.ts'
import { askings } from './askings.ts'
import { openDesk, type OpenDesk } from './desk-office.ts'
import type { Known } from './from-shape.ts'
import { today, visitor } from './visitor.ts'

const routes: readonly Route[] = all
const day = localDay(today('09:30'))
const name = 'Олена Канаркова'
const born = '1990-05-17'
const isNamed = (text: string) => /Канаркова|Kanarkova/.test(text) || text.includes(born)

let desk: OpenDesk
let known: Known
let visit: string
beforeAll(async () => {
  desk = await openDesk({ now: today('09:30') })
  const parts = { database: desk.database, keys: desk.desk.keys }
  const first = await visitor(parts, { startsAt: today('10:00'), name })
  visit = first.id
  await visitor(parts, { startsAt: new Date(today('10:00').getTime() - 86_400_000), name: `${name} Друга` })
  const third = await visitor(parts, {
    startsAt: new Date(today('11:00').getTime() - 86_400_000),
    name: `${name} Третя`,
  })
  const { prisma } = desk.database
  await prisma.appointment.update({ where: { id: third.id }, data: { attendance: 'no_show', source: 'clerk' } })
  const said = { what: 'says_seen', source: 'applicant', at: desk.clock.now } as const
  await prisma.attendanceRecord.create({ data: { appointmentId: third.id, ...said } })
  known = { texts: ['neuss', visit, first.code], numbers: [1] }
})
afterAll(() => desk.close())

/** Where persons stand in what another system may read. */
const readings = [
  '/locations/neuss/today',
  '/locations/neuss/unrecorded',
  '/locations/neuss/contradictions',
  `/closings/preview?locationId=neuss&firstDay=${day}&lastDay=${addDays(day, 1)}`,
]
const lines = (id: string) => desk.database.prisma.auditEntry.findMany({ where: { apiKeyId: id } })

describe('a key of another system', () => {
  it.each(readings)('sees whose a visit is with the scope for people alone: %s', async (path) => {
    const without = await desk.givesKey(['visits:read', 'calendar:write'])
    const answer = await desk.asks('GET', path, without.headers)
    expect(answer.status).toBe(200)
    expect((answer.body.visits ?? answer.body.affected)[0]).toMatchObject({ person: null, code: expect.any(String) })
    const withPeople = await desk.givesKey(['visits:read', 'calendar:write', 'people:read'])
    const told = await desk.asks('GET', path, withPeople.headers)
    expect(isNamed(JSON.stringify(told.body))).toBe(true)
    expect(await lines(withPeople.id)).toMatchObject([{ facts: { locationId: 'neuss', people: 1 } }])
  })

  it('leaves no line where it was told nobody’s name, and neither does who works here', async () => {
    const { id, headers } = await desk.givesKey(['visits:read'])
    await desk.asks('GET', '/locations/neuss/today', headers)
    expect(await lines(id)).toEqual([])
    const clerk = await desk.hires('clerk')
    expect(isNamed(JSON.stringify((await clerk.gets('/locations/neuss/today')).body))).toBe(true)
    expect(await desk.database.prisma.auditEntry.count({ where: { staffId: clerk.id } })).toBe(0)
  })

  const readable = routes.filter(({ policy }) => typeof policy === 'object' && policy.scope !== undefined)
  it.each(readable.map((route) => [route.id, route] as const))(
    '%s names nobody without people:read, and in silence',
    async (_, route) => {
      const scopes = Scope.options.filter((scope) => !scope.startsWith('people:'))
      const [without, withAll] = [await desk.givesKey(scopes), await desk.givesKey(Scope.options)]
      for (const { path, body } of fc.sample(askings(route, known), {
        numRuns: route.path.includes(':locationId') ? 25 : 4,
        seed: 5,
      })) {
        const ask = async ({ headers }: { headers: Record<string, string> }) => {
          const { method } = route
          const sent = method === 'GET' ? {} : { payload: JSON.stringify(body) }
          const type = method === 'GET' ? {} : { 'content-type': 'application/json' }
          const answer = await desk.server.inject({
            method,
            url: `/api/v1${path.replace(/([?&])key=[^&]*&?/, '$1')}`,
            headers: { host: 'localhost', ...headers, ...type },
            ...sent,
            payloadAsStream: isStream(route),
          })
          return isStream(route) ? firstOf(answer.stream()) : answer.body
        }
        expect(isNamed(await ask(without)), path).toBe(false)
        const before = (await lines(withAll.id)).length
        if (isNamed(await ask(withAll))) expect((await lines(withAll.id)).length, path).toBe(before + 1)
      }
    },
  )

  it('is heard of by the audit log where it reads of one person', async () => {
    const { id, headers } = await desk.givesKey(['people:read'])
    expect(isNamed(JSON.stringify((await desk.asks('GET', `/people/${visit}`, headers)).body))).toBe(true)
    expect(await lines(id)).toMatchObject([{ deed: 'show-person', subject: visit }])
  })
})

function isStream({ answers }: Route): boolean {
  return Object.values(answers).some((answer) => 'media' in answer && answer.media === 'text/event-stream')
}

async function firstOf(stream: AsyncIterable<unknown>): Promise<string> {
  for await (const chunk of stream) return String(chunk)
  return ''
}
