import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { giveUpLot } from '#appointments/draws/give-up-lot.ts'
import { instantOf, localDay } from '#appointments/local-time.ts'
import { email } from '#channels/email/email.ts'
import { readConfig } from '#config.ts'
import { createLog } from '#log.ts'
import { pauseBroadcast, resumeBroadcast, stopBroadcast } from '#notices/broadcast/control.ts'
import { createBroadcast } from '#notices/broadcast/create.ts'
import { stepBroadcasts } from '#notices/broadcast/run.ts'
import { startBroadcast } from '#notices/broadcast/start.ts'
import { builtIn } from '#notices/broadcast/template.ts'
import { contactDelivery } from '#notices/contacts/deliver.ts'
import { loadTexts } from '#texts.ts'
import { minute } from '../stories/news-office.ts'
import { type Happenings, type Reader, thatHappen } from './happenings.ts'
import { type LetterOffice, letterOffice, publicUrl } from './letter-office.ts'

const speak = loadTexts()
const log = createLog(readConfig({ LOG_LEVEL: 'silent' }))

/** So long the mail server's answer is waited for here, in milliseconds. */
const patience = 400

let post: LetterOffice
let happenings: Happenings
beforeAll(async () => {
  post = await letterOffice({ patience })
  happenings = thatHappen(post)
})
beforeEach(() => {
  post.office.clock.now = at('10:00')
})
afterEach(() => post.forget())
afterAll(() => post.close())

const at = (time: string, later = 0) => happenings.at(time, later)
const reader = () => happenings.reader()
const offered = (person: Reader) => happenings.offered(person)
const drawn = (person: Reader) => happenings.drawn(person)

const delivers = () => post.worker.deliver()
const outcomes = async () =>
  (await post.office.database.prisma.contactDelivery.findMany({ where: { firstSequence: { not: null } } })).map(
    ({ outcome }) => outcome,
  )

/** Free times are announced to everybody who reads letters. */
async function announced(): Promise<string> {
  const { database, conversations, office, clock } = post.office
  await database.prisma.conversation.updateMany({ where: { contacts: { none: {} } }, data: { language: null } })
  const audience = { group: 'everybody' as const }
  const plan = { title: 'Frei', offer: { departmentId: 'ukraine' }, audience, texts: builtIn(speak, audience) }
  const made = await database.transaction((tx) => createBroadcast(tx, { plan, office, by: null, now: clock.now }))
  if (made.outcome !== 'created') throw new Error(made.outcome)
  const { id } = made
  await database.transaction((tx) => startBroadcast(tx, { id, office, by: null, now: clock.now }))
  const runner = { database, conversations, office: () => office, speak, log, now: () => clock.now }
  await stepBroadcasts(runner)
  onTestFinished(async () => void (await database.prisma.broadcast.deleteMany()))
  return id
}

describe('a letter is not written', () => {
  it('of an offer that ran out or was answered meanwhile', async () => {
    for (const state of ['expired', 'declined', undefined] as const) {
      const patient = await reader()
      const { id } = await offered(patient)
      if (state === undefined)
        await post.office.database.prisma
          .$executeRaw`UPDATE offer SET expires_at = clock_timestamp() - interval '1 second' WHERE id = ${id}::uuid`
      else
        await post.office.database.prisma.offer.update({
          where: { id },
          data: { state, endedAt: post.office.clock.now },
        })
      await delivers()
      expect(post.lettersTo(patient.address), `${state}`).toEqual([])
      await post.office.database.prisma.subscription.deleteMany()
    }
    expect(new Set(await outcomes())).toEqual(new Set(['over']))
  })

  /** As if nobody had tried to send it. */
  const again = () =>
    post.office.database.prisma.contactDelivery.updateMany({
      where: { firstSequence: { not: null } },
      data: { outcome: null, endedAt: null, nextAt: post.office.clock.now, unsure: 0 },
    })

  it('of a drawn place that was confirmed or ran out meanwhile', async () => {
    const winner = await reader()
    const { number, expiresAt } = await drawn(winner)
    post.office.clock.now = expiresAt ?? at('13:00', 1)
    await delivers()
    expect(post.lettersTo(winner.address)).toEqual([])
    post.office.clock.now = at('13:00')
    await again()
    const declining = { conversationId: winner.conversationId, number, as: 'declined' } as const
    await post.office.database.transaction((tx) => giveUpLot(tx, declining))
    await delivers()
    expect(post.lettersTo(winner.address)).toEqual([])
    expect(await outcomes()).toEqual(['over'])
  })

  it('of a broadcast that was stopped, on the day after, or while it is paused', async () => {
    const person = await reader()
    const { database, clock } = post.office
    const id = await announced()
    const run = (deed: typeof stopBroadcast) => database.transaction((tx) => deed(tx, { id, now: clock.now }))
    await run(pauseBroadcast)
    await delivers()
    expect(await outcomes(), 'it waits').toEqual([null])
    await run(resumeBroadcast)
    clock.now = at('09:00', 1)
    await delivers()
    expect(await outcomes()).toEqual(['over'])
    clock.now = at('10:00')
    await again()
    await run(stopBroadcast)
    await delivers()
    expect(await outcomes()).toEqual(['over'])
    expect(post.lettersTo(person.address)).toEqual([])
  })
})

describe('at night', () => {
  it.each([
    ['an offer', offered],
    ['news of a draw', drawn],
    ['a broadcast', announced],
    ['a reminder', (person: Reader) => post.reminded(person.card, person.id)],
  ])('%s waits for the morning', async (_, happens) => {
    const person = await reader()
    await happens(person)
    const day = localDay(post.office.clock.now)
    post.office.clock.now = instantOf({ day, time: '23:00' }) ?? at('23:00')
    await delivers()
    expect(await outcomes()).toEqual([null])
    expect(post.lettersTo(person.address)).toEqual([])
    await post.office.database.prisma.offer.deleteMany()
  })

  it('what the office did with an appointment is written, and so is the question whether an address is theirs', async () => {
    post.office.clock.now = at('22:00')
    const moved = await reader()
    await post.desk.moves(moved.id)
    const cancelled = await reader()
    await post.desk.cancels(cancelled.id)
    post.desk.later(minute)
    await post.desk.work()
    await delivers()
    expect(await outcomes()).toEqual(['sent', 'sent'])
  })
})

describe('a mail server that is slow', () => {
  it('once it has the letter gets it again once at most, and of a broadcast never', async () => {
    const person = await reader()
    post.mails.state.slow.letter = 3 * patience
    await post.reminded(person.card, person.id)
    await delivers()
    expect(await outcomes()).toEqual([null])
    for (let attempt = 0; attempt < 4; attempt++) {
      post.desk.later(60 * minute)
      await delivers()
    }
    await settled()
    expect(await outcomes()).toEqual(['unknown'])
    expect(post.lettersTo(person.address)).toHaveLength(2)

    await post.forget()
    post.office.clock.now = at('10:00')
    const other = await reader()
    post.mails.state.slow.letter = 3 * patience
    await announced()
    await delivers()
    post.desk.later(60 * minute)
    await delivers()
    await settled()
    expect(await outcomes()).toEqual(['unknown'])
    expect(post.lettersTo(other.address)).toHaveLength(1)
    expect(post.worker.notes()).toEqual([])
  })

  it('before it takes the letter gets it when it is quick again, also of a broadcast', async () => {
    const person = await reader()
    post.mails.state.slow.recipient = 3 * patience
    await announced()
    for (let attempt = 0; attempt < 3; attempt++) {
      await delivers()
      post.desk.later(20 * minute)
    }
    expect(post.worker.notes().join()).toContain('ETIMEDOUT')
    post.mails.state.slow.recipient = 0
    await delivers()
    expect(await outcomes()).toEqual(['sent'])
    expect(post.lettersTo(person.address)).toHaveLength(1)
  })

  /** What was under way is there. */
  const settled = () => new Promise((resolve) => setTimeout(resolve, 4 * patience))
})

it('a letter that is under way when the program stops has five seconds', async () => {
  const way = email({ smtpUrl: post.mails.url, from: 'termine@example.de', publicUrl, speak })
  const letter = {
    id: randomUUID(),
    target: 'olena@example.org',
    language: 'de' as const,
    token: 'token',
    answerToken: 'token',
    messages: [],
  }
  const send = (stopping: AbortSignal) =>
    way.send({ ...letter, news: 'notice', at: post.office.clock.now, seconds: 60 }, stopping)
  post.mails.state.slow = { recipient: 0, letter: 8000 }
  const [asked, atOnce] = [new AbortController(), AbortSignal.abort()]
  const handedOver = send(asked.signal)
  await expect.poll(() => post.mails.letters.length).toBe(1)
  post.mails.state.slow.recipient = 8000
  const waiting = send(atOnce)
  asked.abort()
  expect(await Promise.all([handedOver, waiting])).toEqual([
    { outcome: 'later', fault: 'ETIMEDOUT', isUnsure: true },
    { outcome: 'later', fault: 'ETIMEDOUT', isUnsure: false },
  ])
})

describe('a process that died while it sent a letter', () => {
  const dies = () =>
    post.office.database.prisma.contactDelivery.updateMany({
      where: { outcome: null },
      data: { attempts: { increment: 1 }, unsure: { increment: 1 }, nextAt: post.office.clock.now },
    })

  it('leaves it to be sent once more, but not of a broadcast, and not a third time', async () => {
    await reader()
    await announced()
    await dies()
    await delivers()
    expect(await outcomes()).toEqual(['unknown'])
    await post.forget()
    for (const [deaths, outcome] of [
      [1, 'sent'],
      [2, 'unknown'],
    ] as const) {
      post.office.clock.now = at('10:00')
      const person = await reader()
      await post.reminded(person.card, person.id)
      for (let death = 0; death < deaths; death++) await dies()
      await delivers()
      expect(await outcomes()).toEqual([outcome])
      await post.forget()
    }
  })
})

it('a letter that is being sent stays with who sends it, however long that takes', async () => {
  const { database, conversations, keys, clock } = post.office
  const person = await reader()
  await post.reminded(person.card, person.id)
  let answer = (): void => {}
  const send = () => new Promise<{ outcome: 'sent' }>((resolve) => (answer = () => resolve({ outcome: 'sent' })))
  const ways = { email: { send } }
  const slow = contactDelivery({ database, conversations, keys, ways, log, now: () => clock.now })
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const sending = slow.deliver()
  await expect.poll(() => database.prisma.contactDelivery.count({ where: { attempts: 1, outcome: null } })).toBe(1)
  clock.now = new Date(clock.now.getTime() + 100_000)
  vi.advanceTimersByTime(60_000)
  const due = async () => (await database.prisma.contactDelivery.findFirstOrThrow({ where: { outcome: null } })).nextAt
  await expect.poll(due).toEqual(new Date(clock.now.getTime() + 120_000))
  answer()
  await sending
  expect(await outcomes()).toEqual(['sent'])
})

it('that a server does not take letters is said only while one waits for it', async () => {
  const person = await reader()
  post.mails.state.mood = () => ({ code: 451, message: randomUUID() })
  await post.reminded(person.card, person.id)
  await delivers()
  expect(post.worker.notes()).toHaveLength(1)
  post.office.clock.now = new Date(person.card.startsAt)
  await delivers()
  expect(await outcomes()).toEqual(['over'])
  expect(post.worker.notes()).toEqual([])
})
