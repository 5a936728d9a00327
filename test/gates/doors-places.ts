import fc from 'fast-check'
import type { Route } from '#api/route.ts'
import { askings } from '../api/askings.ts'
import { openDesk } from '../api/desk-office.ts'
import { knownIds } from '../api/known-ids.ts'
import { today, visitor } from '../api/visitor.ts'
import type { Server } from '../database/template.ts'

type Plan = { routes: readonly Route[]; tries: number; server: Server }

/**
 * Clerks and managers of one department in one location ask every route in earnest, with the ids of all rows: of another
 * department's or location's appointments they see nothing and change nothing.
 */
export async function leaksOf({ routes, tries, server }: Plan): Promise<{ attempts: number; faults: string[] }> {
  const now = today('09:30')
  const desk = await openDesk({ routes, server, now })
  try {
    const parts = { database: desk.database, keys: desk.desk.keys }
    const place = { departmentId: 'general', locationId: 'neuss' }
    await visitor(parts, { startsAt: today('10:10'), ...place })
    const foreign = [
      await visitor(parts, { startsAt: today('10:10'), departmentId: 'asylum', locationId: 'neuss' }),
      await visitor(parts, { startsAt: today('10:10'), departmentId: 'general', locationId: 'grevenbroich' }),
      await visitor(parts, { startsAt: today('11:10'), departmentId: 'asylum', locationId: 'grevenbroich' }),
    ]
    const known = await knownIds(desk.database, { now })
    const ids = foreign.map(({ id }) => id)
    const before = await stateOf(ids)
    const secrets = foreign.flatMap(({ id, code, checkInCode }) => [id, code, checkInCode])
    const faults: string[] = []
    // What somebody has written down themselves they may read again.
    const written = new Set<string>()
    let attempts = 0
    for (const route of routes) {
      const { policy, method } = route
      if (typeof policy !== 'object' || policy.roles === undefined) continue
      for (const role of ['clerk', 'manager'] as const) {
        if (!policy.roles.includes(role)) continue
        const member = await desk.hires(role, place)
        for (const { path, body } of fc.sample(askings(route, known), { numRuns: tries, seed: 7 })) {
          attempts++
          const answer = await desk.server.inject({
            method,
            url: `/api/v1${path}`,
            headers: {
              host: 'localhost',
              cookie: member.cookie,
              'x-csrf-token': member.csrf,
              'sec-fetch-site': 'same-origin',
              'x-forwarded-for': `10.9.${(attempts >> 8) & 255}.${attempts & 255}`,
              ...(method !== 'GET' && { 'content-type': 'application/json' }),
            },
            ...(method !== 'GET' && { payload: JSON.stringify(body) }),
            payloadAsStream: isEvents(route),
          })
          const text = isEvents(route) ? await firstOf(answer.stream()) : answer.body
          const asked = `${path} ${JSON.stringify(body)}`
          const seen = secrets.filter((each) => text.includes(each) && !asked.includes(each) && !written.has(each))
          if (seen.length > 0) faults.push(`${route.id} shows a ${role} of elsewhere ${seen.length} rows: ${path}`)
          const isWritten = method !== 'GET' && answer.statusCode < 300
          for (const each of secrets) if (isWritten && JSON.stringify(body).includes(each)) written.add(each)
        }
        const after = await stateOf(ids)
        if (after !== before)
          return { attempts, faults: [...faults, `${route.id} let a ${role} of elsewhere change a row`] }
      }
    }
    return { attempts, faults }

    async function stateOf(of: string[]): Promise<string> {
      const rows = await desk.database.prisma.appointment.findMany({
        where: { id: { in: of } },
        include: { records: true, notes: true, notices: true },
        orderBy: { id: 'asc' },
      })
      return JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
    }
  } finally {
    await desk.close()
  }
}

function isEvents({ answers }: Route): boolean {
  return Object.values(answers).some((answer) => 'media' in answer && answer.media === 'text/event-stream')
}

/** What a stream says at first. */
async function firstOf(stream: AsyncIterable<unknown>): Promise<string> {
  for await (const chunk of stream) return String(chunk)
  return ''
}
