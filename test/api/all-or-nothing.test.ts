import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Route } from '#api/route.ts'
import { routes as all } from '#api/routes.ts'
import { type Deed, deedsOf } from './deeds.ts'
import { openDesk, type OpenDesk } from './desk-office.ts'
import { today, visitor } from './visitor.ts'

const routes: readonly Route[] = all

/** Deeds of many transactions: what is done is done, once, however often it is asked for. */
const apart = ['import-file', 'undo-import']

/** What leads in: looked at in sign-in.test.ts. */
const signIns = ['sign-in', 'open-invitation', 'accept-invitation']

let desk: OpenDesk
let given: Awaited<ReturnType<typeof deedsOf>>
beforeAll(async () => {
  desk = await openDesk({ now: today('09:30'), settings: { WEBHOOK_PRIVATE_HOSTS: 'crm.intern' } })
  given = await deedsOf(desk)
  await desk.database.prisma.$executeRaw`
    CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room for a line'; END $$`
  await desk.database.prisma.$executeRaw`
    CREATE TRIGGER full_disk BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION full_disk()`
  await auditWorks(true)
})
afterAll(() => desk.close())

function auditWorks(does: boolean) {
  return desk.database.prisma.$executeRawUnsafe(
    `ALTER TABLE audit_entry ${does ? 'DISABLE' : 'ENABLE'} TRIGGER full_disk`,
  )
}

/** All rows of all tables. */
async function everything(): Promise<Record<string, string>> {
  const { prisma } = desk.database
  const tables = await prisma.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT LIKE '\\_%'`
  const hashes = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, md5(coalesce(string_agg(row::text, ',' ORDER BY row::text COLLATE "C"), '')) AS hash FROM "${name}" AS row`,
  )
  const found = await prisma.$queryRawUnsafe<{ name: string; hash: string }[]>(hashes.join(' UNION ALL '))
  return Object.fromEntries(found.map(({ name, hash }) => [name, hash]))
}

async function does({ method, takesFile }: Route, { path, body = {}, headers = given.headers }: Deed, more = {}) {
  const type = takesFile ? 'application/octet-stream' : 'application/json'
  const answer = await desk.server.inject({
    method,
    url: `/api/v1${path}`,
    headers: { host: 'localhost', 'content-type': type, ...headers, ...more },
    payload: body,
  })
  return { status: answer.statusCode, text: answer.body, isAgain: answer.headers['idempotent-replayed'] === 'true' }
}

const lines = () => desk.database.prisma.auditEntry.count()

describe('a deed whose line cannot be written', () => {
  const writes = routes.filter(({ id, method }) => method !== 'GET' && !signIns.includes(id))

  it('is tried with every route that writes', () => {
    expect(Object.keys(given.deeds).toSorted()).toEqual(writes.map(({ id }) => id).toSorted())
  })

  it.each(writes.map((route) => [route.id, route] as const))(
    '%s is not done, and done once when it can be',
    async (id, route) => {
      const deed = await given.deeds[id]?.()
      if (!deed) throw new Error(`No deed for ${id}`)
      const isNamed = route.policy !== 'public' && route.takesFile !== true && route.before === undefined
      const name = isNamed ? { 'idempotency-key': `deed ${id}`.replaceAll(' ', '-') } : {}
      const before = await everything()
      await auditWorks(false)
      const failed = await does(route, deed, name)
      await auditWorks(true)
      expect(failed).toMatchObject({ status: 500 })
      const after = await everything()
      if (apart.includes(id)) return
      const touched = Object.keys(before).filter((table) => before[table] !== after[table])
      expect(touched, 'changed').toEqual([])
      const [first, done] = [await lines(), await does(route, deed, name)]
      expect(done, done.text).toMatchObject({ status: 200, isAgain: false })
      expect((await lines()) - first, 'lines').toBe(1)
      if (!isNamed || id.startsWith('sign-out')) return
      expect(await does(route, deed, name)).toEqual({ ...done, isAgain: true })
      expect((await lines()) - first, 'lines').toBe(1)
    },
  )
})

describe('a write that names itself', () => {
  const key = (name: string) => ({ name, scopes: ['visits:read'], days: 7 })
  const keys = (name: string) => desk.database.prisma.apiKey.count({ where: { name } })

  it('is done once where COMMIT got through and its answer did not', async () => {
    const boss = await desk.hires('administrator')
    const { database } = desk.desk
    const lost: typeof database.transaction = async (work) => {
      await database.transaction(work)
      return database.transaction(work)
    }
    desk.desk.database = { ...database, transaction: lost }
    onTestFinished(() => void (desk.desk.database = database))
    const made = await boss.sends('POST', '/keys', key('Einmal'), { 'idempotency-key': 'lost' })
    expect(made).toMatchObject({ status: 200, headers: { 'idempotent-replayed': 'true' } })
    expect(await keys('Einmal')).toBe(1)
    const holder = { authorization: `Bearer ${made.body.key}` }
    expect((await desk.asks('GET', '/workplaces', holder)).status, 'the key that was given opens').toBe(200)
  })

  it('keeps its name where something was done before the transaction that failed', async () => {
    const id = randomUUID()
    const { prisma } = desk.database
    await prisma.import.create({ data: { id, fileName: 'a.csv', origin: 'terminkalender', at: desk.clock.now } })
    const boss = await desk.hires('manager')
    const undoes = () => boss.sends('POST', `/imports/${id}/undo`, {}, { 'idempotency-key': 'undone' })
    await auditWorks(false)
    onTestFinished(async () => void (await auditWorks(true)))
    expect((await undoes()).status).toBe(500)
    await auditWorks(true)
    expect((await undoes()).body.error.code).toBe('key-in-use')
  })

  it('gets the answer of the first time only as long as somebody may still see it', async () => {
    const place = { departmentId: 'asylum', locationId: 'neuss' }
    const { code } = await visitor(desk.desk, { startsAt: today('11:40'), name: 'Олена Шевченко', ...place })
    const clerk = await desk.hires('clerk', place)
    const search = () => clerk.sends('POST', '/people/search', { text: code }, { 'idempotency-key': 'search' })
    expect(JSON.stringify((await search()).body)).toContain('Шевченко')
    expect(JSON.stringify((await search()).body)).toContain('Шевченко')
    const elsewhere = { departmentId: 'general', locationId: 'grevenbroich' }
    await desk.database.prisma.staffRole.updateMany({ where: { staffId: clerk.id }, data: elsewhere })
    expect(await search()).toMatchObject({ status: 422, body: { error: { code: 'key-of-other-request' } } })
  })
})
