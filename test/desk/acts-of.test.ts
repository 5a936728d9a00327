import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DayVisit } from '#api/today/day-shape.ts'
import { actsAtDesk, actsOf } from '#web/desk/today/acts-of.ts'
import { openDesk, type OpenDesk } from '../api/desk-office.ts'
import { today, visitor } from '../api/visitor.ts'

let desk: OpenDesk
beforeAll(async () => {
  desk = await openDesk({ now: today('09:30') })
})
afterAll(() => desk.close())

type Clerk = Awaited<ReturnType<OpenDesk['hires']>>
type Case = { me: Clerk; colleague: Clerk; id: string }

const room = { room: '2.14' }
const sends = (clerk: Clerk, id: string, act: string) =>
  clerk.sends('POST', `/visits/${id}/${act}`, act === 'call' ? room : {})

/** How a visit came to stand as it does: acts of one's own and of a colleague's. */
const ways: Readonly<Record<string, { at: string; led?: (visit: Case) => readonly (readonly [Clerk, string])[] }>> = {
  'expected later': { at: '10:00' },
  'expected by now': { at: '09:20' },
  'over, and nobody knows': { at: '08:00' },
  'there, later': { at: '10:00', led: ({ me }) => [[me, 'arrive']] },
  'there by now': { at: '09:20', led: ({ me }) => [[me, 'arrive']] },
  'called before the time': { at: '10:00', led: ({ me }) => [[me, 'call']] },
  called: { at: '09:20', led: ({ me }) => [[me, 'call']] },
  'called by a colleague before the time': { at: '10:00', led: ({ colleague }) => [[colleague, 'call']] },
  'called by a colleague': { at: '09:20', led: ({ colleague }) => [[colleague, 'call']] },
  'with me': { at: '09:20', led: ({ me }) => [[me, 'begin']] },
  'with a colleague': { at: '09:20', led: ({ colleague }) => [[colleague, 'begin']] },
  done: { at: '09:20', led: ({ me }) => [[me, 'finish']] },
  'not come': { at: '09:20', led: ({ me }) => [[me, 'no-show']] },
}

async function stands(way: string): Promise<Case & { line: DayVisit }> {
  const { at, led = () => [] } = ways[way] ?? { at: '' }
  const [me, colleague] = [await desk.hires('clerk'), await desk.hires('clerk')]
  const { id } = await visitor(desk.desk, { startsAt: today(at) })
  for (const [clerk, act] of led({ me, colleague, id })) expect((await sends(clerk, id, act)).status).toBe(200)
  const { body } = await me.gets('/locations/neuss/today')
  const line = body.visits.find((visit: DayVisit) => visit.id === id)
  return { me, colleague, id, line }
}

const offeredTo = ({ me, line }: { me: Clerk; line: DayVisit }) => [
  ...actsOf(line, { staffId: me.id, now: desk.clock.now }),
  ...(line.calledBy === me.id ? actsAtDesk(line, desk.clock.now) : []),
]

describe('what the day’s list offers', () => {
  it.for(Object.keys(ways))('is done by the server for a visit that is %s', async (way) => {
    const offered = offeredTo(await stands(way))
    expect(offered).not.toEqual([])
    for (const act of offered) {
      const { me, id } = await stands(way)
      expect([act, (await sends(me, id, act)).status]).toEqual([act, 200])
    }
  })

  it('has “did not come” from the start on, also for one whom a colleague has called, and never before', async () => {
    const has = async (way: string) => offeredTo(await stands(way)).includes('no-show')
    for (const way of ['expected by now', 'over, and nobody knows', 'called', 'called by a colleague'])
      expect([way, await has(way)]).toEqual([way, true])
    for (const way of ['expected later', 'called before the time', 'called by a colleague before the time'])
      expect([way, await has(way)]).toEqual([way, false])
  })

  it('lets a colleague go on with whom another has called', async () => {
    expect(offeredTo(await stands('called by a colleague'))).toEqual([
      'begin',
      'finish',
      'no-show',
      'put-back',
      'take-back',
    ])
  })
})
