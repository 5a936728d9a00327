import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { emptyTables } from '../database/empty-tables.ts'
import { openDesk, type OpenDesk } from './desk-office.ts'
import { today, visitor } from './visitor.ts'

let desk: OpenDesk
beforeAll(async () => {
  desk = await openDesk({ now: today('09:30') })
})
afterAll(() => desk.close())
beforeEach(async () => {
  desk.clock.now = today('09:30')
  await emptyTables(desk.database, 'appointment', 'data_key')
  await desk.database.prisma.$executeRaw`UPDATE slot SET booked = 0`
})

const books = (time: string, wish: Partial<Parameters<typeof visitor>[1]> = {}) =>
  visitor(desk.desk, { startsAt: today(time), ...wish })
const at = 'neuss'

describe('calling', () => {
  it('calls who is there, asks once what became of them, and then calls the next', async () => {
    const clerk = await desk.hires('clerk')
    const [first, second] = [await books('09:00'), await books('09:20')]
    for (const { id } of [first, second]) await clerk.sends('POST', `/visits/${id}/arrive`)
    const called = await clerk.sends('POST', `/locations/${at}/calls`, { room: '2.14' })
    expect(called.body).toMatchObject({
      outcome: 'called',
      visit: { code: first.code, room: '2.14', calledBy: clerk.id },
    })
    const asked = await clerk.sends('POST', `/locations/${at}/calls`, { room: '2.14' })
    expect(asked).toMatchObject({
      status: 409,
      body: { error: { code: 'first-settle', details: { visit: { id: first.id } } } },
    })
    expect(asked.body.error.message).toContain(first.code)
    const former = { appointmentId: first.id, became: 'came' }
    const next = await clerk.sends('POST', `/locations/${at}/calls`, { room: '2.14', former })
    expect(next.body).toMatchObject({ outcome: 'called', visit: { code: second.code } })
  })

  it('offers those whose time has come when nobody is known to be there', async () => {
    const clerk = await desk.hires('clerk')
    const { id } = await books('09:00')
    const answer = await clerk.sends('POST', `/locations/${at}/calls`, { room: '2.14' })
    expect(answer.body).toMatchObject({ outcome: 'nobody-waits', expected: [{ id }] })
    const called = await clerk.sends('POST', `/visits/${id}/call`, { room: '2.14' })
    expect(called.body.visit).toMatchObject({ presence: 'called', attendance: 'unrecorded' })
  })

  it('stays within the departments of the clerk', async () => {
    const clerk = await desk.hires('clerk', { departmentId: 'general', locationId: at })
    const asylum = await books('09:00', { departmentId: 'asylum' })
    const boss = await desk.hires('manager')
    await boss.sends('POST', `/visits/${asylum.id}/arrive`)
    const call = (body: object) => clerk.sends('POST', `/locations/${at}/calls`, { room: '1', ...body })
    expect((await call({})).body).toEqual({ outcome: 'nobody-waits', expected: [] })
    expect((await call({ departmentIds: ['asylum'] })).status).toBe(403)
    expect((await clerk.sends('POST', `/locations/grevenbroich/calls`, { room: '1' })).status).toBe(403)
    expect((await clerk.sends('POST', `/locations/nowhere/calls`, { room: '1' })).status).toBe(404)
    for (const act of ['call', 'begin', 'finish', 'no-show', 'arrive', 'put-back', 'call-again', 'take-back'])
      expect(
        (await clerk.sends('POST', `/visits/${asylum.id}/${act}`, act === 'call' ? { room: '1' } : {})).status,
      ).toBe(403)
  })

  it("does not settle another clerk's call in the name of a former one", async () => {
    const [anna, bernd] = [await desk.hires('clerk'), await desk.hires('clerk')]
    const [first, second] = [await books('09:00'), await books('09:20')]
    for (const { id } of [first, second]) await anna.sends('POST', `/visits/${id}/arrive`)
    await anna.sends('POST', `/locations/${at}/calls`, { room: '1' })
    const former = { appointmentId: first.id, became: 'did-not-come' }
    const called = await bernd.sends('POST', `/locations/${at}/calls`, { room: '2', former })
    expect(called.body).toMatchObject({ outcome: 'called', visit: { id: second.id } })
    const list = await anna.gets(`/locations/${at}/today`)
    expect(list.body.visits[0]).toMatchObject({ id: first.id, presence: 'called', attendance: 'unrecorded' })
  })

  it('is done once however often the same request comes', async () => {
    const clerk = await desk.hires('clerk')
    for (const time of ['09:00', '09:20']) await clerk.sends('POST', `/visits/${(await books(time)).id}/arrive`)
    const call = () => clerk.sends('POST', `/locations/${at}/calls`, { room: '1' }, { 'idempotency-key': 'one-click' })
    const [once, again] = [await call(), await call()]
    expect(again.body).toEqual(once.body)
  })
})

describe('what becomes of a visit', () => {
  it('is recorded by the next act and can be taken back', async () => {
    const clerk = await desk.hires('clerk')
    const { id } = await books('09:00')
    const sends = (act: string, body = {}) => clerk.sends('POST', `/visits/${id}/${act}`, body)
    expect((await sends('call', { room: '1' })).body.visit.attendance).toBe('unrecorded')
    expect((await sends('begin')).body.visit).toMatchObject({ presence: 'with_clerk', attendance: 'attended' })
    expect((await sends('no-show')).body.error.code).toBe('was-seen')
    expect((await sends('finish')).body.visit.presence).toBe('done')
    expect((await sends('take-back', { what: 'called' })).body.error.code).toBe('changed-meanwhile')
    expect((await sends('take-back', { what: 'done' })).body.visit.presence).toBe('with_clerk')
    await sends('take-back')
    expect((await sends('take-back')).body.visit).toMatchObject({ presence: 'expected', attendance: 'unrecorded' })
    expect((await sends('take-back')).body.error.code).toBe('nothing-recorded')
  })

  it('is a no-show only by hand and only after the start', async () => {
    const clerk = await desk.hires('clerk')
    const { id } = await books('09:40')
    const early = await clerk.sends('POST', `/visits/${id}/no-show`)
    expect(early.body.error).toMatchObject({
      code: 'not-started',
      message: expect.stringContaining('noch nicht begonnen'),
    })
    desk.clock.now = today('09:45')
    expect((await clerk.sends('POST', `/visits/${id}/no-show`)).body.visit.attendance).toBe('no_show')
  })

  it('may have notes, which only clerks of the department read', async () => {
    const clerk = await desk.hires('clerk', { departmentId: 'general' })
    const stranger = await desk.hires('clerk', { departmentId: 'asylum' })
    const { id } = await books('09:00')
    await clerk.sends('POST', `/visits/${id}/notes`, { text: 'Passbild fehlt' })
    const { body } = await clerk.gets(`/visits/${id}/notes`)
    expect(body.notes).toMatchObject([{ text: 'Passbild fehlt', staffId: clerk.id }])
    expect((await stranger.gets(`/visits/${id}/notes`)).status).toBe(403)
    const audited = await desk.database.prisma.auditEntry.findMany({ where: { subject: id } })
    expect(audited.map(({ deed }) => deed)).toEqual(expect.arrayContaining(['note', 'list-notes']))
    expect(JSON.stringify(audited.map(({ facts }) => facts))).not.toContain('Passbild')
  })
})

describe('earlier days', () => {
  it('stand as a number until somebody settles each visit', async () => {
    const clerk = await desk.hires('clerk')
    const yesterday = new Date(today('10:00').getTime() - 86_400_000)
    const { id } = await books('10:00', { startsAt: yesterday, name: 'Олена Шевченко' })
    expect((await clerk.gets(`/locations/${at}/today`)).body).toMatchObject({ visits: [], unrecorded: 1 })
    const { body } = await clerk.gets(`/locations/${at}/unrecorded`)
    expect(body.visits).toMatchObject([{ id, answer: null, person: { name: 'Олена Шевченко' } }])
    expect((await clerk.sends('POST', `/visits/${id}/settle`, { as: 'attended' })).body.visit.attendance).toBe(
      'attended',
    )
    expect((await clerk.gets(`/locations/${at}/today`)).body.unrecorded).toBe(0)
  })
})

describe('a cancellation by the office', () => {
  it('of a visit that was settled so is taken back within half a minute, within the department', async () => {
    const clerk = await desk.hires('clerk', { departmentId: 'general', locationId: at })
    const other = await desk.hires('clerk', { departmentId: 'asylum', locationId: at })
    const { id } = await books('09:00')
    await clerk.sends('POST', `/visits/${id}/settle`, { as: 'cancelled_by_office' })
    expect((await other.sends('POST', `/visits/${id}/undo-cancelling`)).status).toBe(403)
    const undone = await clerk.sends('POST', `/visits/${id}/undo-cancelling`)
    expect(undone.body.visit).toMatchObject({ state: 'booked', attendance: 'unrecorded' })
    const again = await clerk.sends('POST', `/visits/${id}/undo-cancelling`)
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'not-cancelled' } } })
    await clerk.sends('POST', `/visits/${id}/settle`, { as: 'cancelled_by_office' })
    const endedAt = new Date(Date.now() - 31_000)
    await desk.database.prisma.appointment.update({ where: { id }, data: { endedAt } })
    const late = await clerk.sends('POST', `/visits/${id}/undo-cancelling`)
    expect(late).toMatchObject({ status: 409, body: { error: { code: 'undo-too-late' } } })
  })
})
