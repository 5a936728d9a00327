import { afterAll, beforeAll, expect, test } from 'vitest'
import { book } from '#appointments/book.ts'
import { check } from '#appointments/check.ts'
import { hold } from '#appointments/hold.ts'
import { openWithCode } from '#appointments/open.ts'
import { readConfig } from '#config.ts'
import { openStore, type Store } from '#database/open-store.ts'
import { newDataKey } from '#privacy/keys.ts'
import { at, firstDay, furnish, keys, newcomers, now, oneUnit, someone } from '../appointments/small-office.ts'
import { dataDir, terminlotse } from '../start/terminlotse.ts'

// The operator's command, on a database that runs as it does at an office; it joins the one that is held open here.
let folder: Awaited<ReturnType<typeof dataDir>>
let store: Store
let talk = ''
let code = ''
const run = (command: string) => terminlotse(command, { DATA_DIR: folder.path })

beforeAll(async () => {
  folder = await dataDir()
  store = await openStore({ config: readConfig({ DATA_DIR: folder.path }), purpose: 'command', say: () => {} })
  // Far ahead of the machine's clock, which the command goes by.
  await furnish(store.database, { from: firstDay })
  await store.database.prisma.$executeRaw`UPDATE slot SET starts_at = starts_at + interval '50 years'`
  const [first = '', second = '', other = ''] = await newcomers(store.database, 3)
  talk = first
  code = await books(first, 'general', '09:00', 'Олена Ковальчук')
  await books(second, 'asylum', '09:20', 'олена  КОВАЛЬЧУК')
  await books(other, 'general', '09:40', 'Somebody Else')
  await openWithCode(store.database, keys, { conversationId: other, code, dateOfBirth: '1990-05-17', now })
})
afterAll(async () => {
  await store.close()
  await folder.remove()
})

test('without --yes nothing happens but that the operator is told what would', async () => {
  expect(await run(`erase --code ${code}`)).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining(`This cancels the appointment ${code}`),
  })
  expect(await left()).toMatchObject({ applicants: 3, booked: 3 })
})

test('a code that nobody has is refused', async () => {
  expect(await run('erase --code BCDF-GHJK --yes')).toEqual({
    code: 1,
    stdout: 'There is no appointment BCDF-GHJK.\n',
    stderr: '',
  })
  expect(await run('erase --code BCDF-GHJK --yes --json')).toMatchObject({
    code: 1,
    stdout: '{"outcome":"not-found"}\n',
  })
})

test('the person of a code is erased everywhere, however the code is written, and nobody else is', async () => {
  const written = `${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase()
  expect(await run(`erase --code ${written} --yes`)).toEqual({ code: 0, stdout: 'The person is erased.\n', stderr: '' })
  expect(await left()).toEqual({ applicants: 1, booked: 1, identities: 1, keys: 2, messages: 1, opened: 0 })
  const { prisma } = store.database
  expect(await prisma.appointment.findMany({ where: { code } })).toMatchObject([
    { state: 'cancelled_by_office', identity: null, applicantId: null, conversationId: null },
  ])
  expect(await prisma.conversation.findUnique({ where: { id: talk } })).toMatchObject({
    answers: null,
    dataKeyId: null,
    language: null,
    lastOpenAt: null,
    noticesOffAt: now,
  })
  expect(await check(store.database), 'the times are free again').toEqual({ ok: true, findings: [] })
  expect(await run(`erase --code ${code} --yes --json`), 'a second time there is nobody').toMatchObject({
    code: 1,
    stdout: '{"outcome":"not-found"}\n',
  })
})

test('without a code it clears up what is past its time and says how much', async () => {
  await store.database.prisma.message.updateMany({ data: { createdAt: new Date('2020-01-01') } })
  const { code, stdout } = await run('erase --json')
  expect({ code, messages: JSON.parse(stdout).messages }).toEqual({ code: 0, messages: 1 })
  expect(await run('erase')).toMatchObject({ code: 0, stdout: expect.stringContaining('messages: 0 erased') })
})

/** Somebody's talk, in which the name was said, and the appointment that it ended with. */
async function books(conversationId: string, departmentId: string, time: string, name: string): Promise<string> {
  const { database } = store
  const { id: dataKeyId, wrapped } = newDataKey(keys)
  await database.prisma.dataKey.create({ data: { id: dataKeyId, wrapped: new Uint8Array(wrapped) } })
  await database.prisma.conversation.update({
    where: { id: conversationId },
    data: { dataKeyId, answers: new Uint8Array(1), language: 'uk', lastOpenAt: now, noticesOffAt: now },
  })
  await database.prisma.message.create({
    data: {
      conversationId,
      sequence: 1,
      direction: 'received',
      status: 'delivered',
      body: new Uint8Array(1),
      createdAt: new Date(),
    },
  })
  const startsAt = at(time)
  startsAt.setUTCFullYear(startsAt.getUTCFullYear() + 50)
  const unit = { ...oneUnit, departmentId, serviceId: `${departmentId}-1` }
  const later = new Date(startsAt.getTime() - 24 * 60 * 60 * 1000)
  const held = await hold(database, { ...unit, conversationId, startsAt, now: later })
  if (held.outcome !== 'held') throw new Error('The time is taken')
  const booked = await book(database, keys, { ...someone(conversationId, name), holdId: held.hold.id, now: later })
  if (booked.outcome !== 'booked') throw new Error('Not booked')
  return booked.appointment.code
}

async function left() {
  const { prisma } = store.database
  return {
    applicants: await prisma.applicant.count(),
    booked: await prisma.appointment.count({ where: { state: 'booked' } }),
    identities: await prisma.appointment.count({ where: { identity: { not: null } } }),
    keys: await prisma.dataKey.count(),
    messages: await prisma.message.count(),
    opened: await prisma.appointmentAccess.count(),
  }
}
