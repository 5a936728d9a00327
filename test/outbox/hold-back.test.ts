import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { check } from '#appointments/check.ts'
import { instantOf, localDay } from '#appointments/local-time.ts'
import { remind } from '#appointments/notices/remind.ts'
import { minute, newsOffice, somebody } from '../stories/news-office.ts'
import { openOffice } from '../stories/open-office.ts'
import { person } from '../stories/person.ts'
import { talkLine } from '../stories/talk-line.ts'
import { sendsOut } from './sends-out.ts'

// Telegram's conversations while Telegram is away: what is said waits in the log.
let office: Awaited<ReturnType<typeof openOffice>>
let today: Date
const hour = 60 * minute
beforeAll(async () => {
  office = await openOffice()
  today = office.clock.now
})
beforeEach(() => {
  office.clock.now = today
})
afterAll(async () => {
  expect(await check(office.database)).toMatchObject({ ok: true })
  await office.close()
})

/** Somebody whose reminder waits to be sent, and nothing else. */
async function reminded() {
  const line = await talkLine(office)
  const user = person(line, 'de')
  await user.arrives()
  const card = await user.books(somebody())
  const code = card.code.replace('-', '')
  const startsAt = Date.parse(card.startsAt)
  const { id } = await office.database.prisma.appointment.update({
    where: { checkInCode: card.checkInCode },
    data: { bookedAt: new Date(startsAt - 200 * hour) },
  })
  await sends(line.conversationId)
  office.clock.now = new Date(startsAt - 70 * hour)
  await remind(office.database, { now: office.clock.now })
  const desk = newsOffice({ ...office, channel: 'telegram', line: async () => line })
  await desk.work()
  return { ...line, user, desk, id, code, startsAt }
}

const sends = (conversationId: string) => sendsOut(office, { conversationId })

const heading = 'Erinnerung an Ihren Termin'

it('sends a reminder that waited an hour', async () => {
  const { conversationId, desk, id } = await reminded()
  office.clock.now = new Date(office.clock.now.getTime() + hour)
  expect((await sends(conversationId)).join()).toContain(heading)
  expect(await desk.outcomes(id)).toEqual(['told'])
})

it('does not send it after a cancellation, and the answer to that is not held up', async () => {
  const { conversationId, desk, id, user } = await reminded()
  await user.says('/cancel')
  await user.tapsFirst()
  const sent = (await sends(conversationId)).join()
  expect(sent).not.toContain(heading)
  expect(sent).toContain('abgesagt')
  expect(await desk.outcomes(id)).toEqual(['over'])
})

it('does not send it after the start, and not to who wants no messages', async () => {
  const late = await reminded()
  office.clock.now = new Date(late.startsAt)
  expect(await sends(late.conversationId)).toEqual([])
  expect(await late.desk.outcomes(late.id)).toEqual(['over'])
  office.clock.now = today
  const quiet = await reminded()
  await quiet.user.says('/stop')
  expect((await sends(quiet.conversationId)).join()).not.toContain(heading)
})

it('sends the rest of what had begun when the night came', async () => {
  const { conversationId, desk, id } = await reminded()
  const [first] = await office.database.prisma.message.findMany({
    where: { conversationId, status: 'queued' },
    orderBy: { sequence: 'asc' },
  })
  await office.database.prisma.message.update({
    where: { conversationId_sequence: { conversationId, sequence: first?.sequence ?? 0 } },
    data: { status: 'delivered' },
  })
  office.clock.now = instantOf({ day: localDay(office.clock.now), time: '23:00' }) ?? today
  expect(await sends(conversationId)).toEqual([expect.stringContaining('Kommen Sie am')])
  expect(await desk.outcomes(id)).toEqual(['told'])
})

it('does not send it at night, but anew in the morning', async () => {
  const { conversationId, desk, id } = await reminded()
  const morning = office.clock.now
  office.clock.now = instantOf({ day: localDay(morning), time: '23:00' }) ?? today
  expect(await sends(conversationId)).toEqual([])
  expect(await desk.outcomes(id)).toEqual([null])
  await desk.work()
  expect(await desk.outcomes(id), 'not before the morning').toEqual([null])
  office.clock.now = new Date(morning.getTime() + 24 * hour)
  await desk.work()
  expect((await sends(conversationId)).join()).toContain(heading)
  expect(await desk.outcomes(id)).toEqual(['told'])
})
