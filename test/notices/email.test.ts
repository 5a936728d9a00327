import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { today as todaysVisits } from '#appointments/attendance/today.ts'
import { historyOf } from '#appointments/people/history.ts'
import { retain } from '#privacy/retain.ts'
import { Language, loadTexts } from '#texts.ts'
import { minute, somebody, type User } from '../stories/news-office.ts'
import { type LetterOffice, letterOffice, publicUrl } from './letter-office.ts'

const hour = 60 * minute
const speak = loadTexts()

let post: LetterOffice
let office: LetterOffice['office']
let desk: LetterOffice['desk']
let mails: LetterOffice['mails']
let worker: LetterOffice['worker']
let today: Date
beforeAll(async () => {
  post = await letterOffice()
  ;({ office, desk, mails, worker } = post)
  today = office.clock.now
})
beforeEach(() => {
  office.clock.now = today
})
afterEach(() => post.forget())
afterAll(() => post.close())

const withAddress = (language?: Language) => post.withAddress(language)
const letterTo = (address: string) => post.lettersTo(address).at(-1)
const lettersTo = (address: string) => post.lettersTo(address)
const confirms = (address: string) => post.confirms(address)
const reminded = (card: { startsAt: string }, id: string) => post.reminded(card, id)
const link = (text: string | undefined, pattern: RegExp) => post.link(text, pattern)
const later = (milliseconds: number) => desk.later(milliseconds)

describe.each(Language.options)('in %s', (language) => {
  it('asks for an address after a booking, writes only once it was confirmed, with the calendar file and a way to end it', async () => {
    const { card, address, id } = await withAddress(language)
    const t = speak(language)
    const asking = letterTo(address)
    expect(asking?.subject).toBe(t('reminders.mail.confirm-subject'))
    expect(asking?.text).toContain(t('reminders.mail.confirm-ignore'))
    await reminded(card, id)
    await worker.deliver()
    expect(lettersTo(address), 'nothing but the question before they said yes').toHaveLength(1)

    office.clock.now = today
    await confirms(address)
    await office.database.prisma.notice.deleteMany({ where: { appointmentId: id } })
    await reminded(card, id)
    await worker.deliver()
    const letter = letterTo(address)
    expect(letter?.subject).toBe(t('reminders.mail.reminder-subject'))
    expect(letter?.from?.text).toContain('termine@example.de')
    for (const text of [card.when, card.service, ...card.documents, t('reminders.heading')]) {
      expect(letter?.text).toContain(text)
      expect(letter?.html).toContain(
        text.replaceAll("'", '&#39;').replaceAll('&', '&amp;').replaceAll('&amp;#39;', '&#39;'),
      )
    }
    expect(letter?.html).toContain(`lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"`)
    expect(letter?.text).toContain(`${publicUrl}/#a=move-${card.code.replace('-', '')}`)
    expect(letter?.text).toContain(`${publicUrl}/#a=cancel-${card.code.replace('-', '')}`)
    expect(letter?.headers.get('list')).toMatchObject({
      unsubscribe: { url: expect.stringMatching(/^https:\/\/termine\.example\.de\/m\/[\w-]{54}\/off$/) },
      'unsubscribe-post': { name: 'List-Unsubscribe=One-Click' },
    })
    expect(letter?.attachments).toMatchObject([{ filename: `termin-${card.code}.ics`, contentType: 'text/calendar' }])
    expect(letter?.attachments[0]?.content.toString()).toContain('BEGIN:VEVENT')
    await worker.deliver()
    expect(lettersTo(address), 'once').toHaveLength(2)
  })
})

it('is not asked before a booking, and not where no mail server is set', async () => {
  const user = await desk.visit('de')
  await user.arrives()
  expect(user.choices.map(({ value }) => value)).not.toContain('menu:email')
  await user.says('menu:email')
  user.isAsked('menu')
  user.sees(user.t('step.appointment.none'))
})

it('says what is wrong with an address and takes the next', async () => {
  const user = await booker()
  await user.tapsFirst()
  for (const wrong of [
    'olena',
    'olena@',
    'a b@example.org',
    'olena@example.org, eve@example.org',
    'o\r\nBcc: e@x.org',
  ]) {
    await user.says(wrong)
    user.sees(user.t('reminders.email.invalid'))
    user.isAsked('email')
  }
  await user.says('  Olena.Test@Example.org ')
  user.sees(user.t('reminders.email.sent', { address: 'Olena.Test@Example.org' }))
})

async function booker(): Promise<User> {
  const user = await desk.visit('de')
  await user.arrives()
  await user.books(somebody())
  user.isAsked('remind')
  return user
}

it('takes no for an answer, and is found in the menu later', async () => {
  const user = await booker()
  await user.taps(user.t('reminders.email.no'))
  user.sees(user.t('reminders.email.declined'))
  await user.taps(user.t('reminders.email.menu'))
  user.isAsked('email')
})

it('fills nobody’s mailbox: three questions a day, for an address and for a conversation', async () => {
  const address = 'victim@example.org'
  for (let turn = 0; turn < 3; turn++) {
    const user = await booker()
    await user.tapsFirst()
    await user.says(address)
    user.sees(user.t('reminders.email.sent', { address }))
  }
  const user = await booker()
  await user.tapsFirst()
  await user.says(address.toUpperCase())
  user.sees(user.t('reminders.email.too-many'))
  await worker.deliver()
  expect(lettersTo(address)).toHaveLength(3)
})

it('lets an address be confirmed for a day, by a button only, and not by a made-up link', async () => {
  const { address } = await withAddress()
  const url = link(letterTo(address)?.text, /https:\S+\/m\/[\w-]+/)
  await fetch(url)
  const contact = () => office.database.prisma.contact.findFirstOrThrow()
  expect((await contact()).confirmedAt, 'looking is no yes').toBeNull()
  const last = url.at(-1) === 'A' ? 'B' : 'A'
  expect((await fetch(`${url.slice(0, -1)}${last}`, { method: 'POST' })).status).toBe(404)
  expect((await fetch(url, { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(404)
  later(24 * hour)
  expect((await fetch(url, { method: 'POST' })).status).toBe(404)
  expect((await contact()).confirmedAt).toBeNull()
  await retain(office.database, { now: new Date(office.clock.now.getTime() + minute) })
  expect(await office.database.prisma.contact.count(), 'and then it is forgotten').toBe(0)
})

it('ends with one click, by who reads it or by their mail program, and deletes the address', async () => {
  const { address, card, id } = await withAddress()
  const url = await confirms(address)
  const keysBefore = await office.database.prisma.dataKey.count()
  const page = await fetch(`${url}/off`)
  expect(await page.text()).toContain(speak('de')('reminders.mail.off-button'))
  expect(await office.database.prisma.contact.count(), 'looking deletes nothing').toBe(1)
  const clicked = await fetch(`${url}/off`, { method: 'POST', body: new URLSearchParams('List-Unsubscribe=One-Click') })
  expect(clicked.status).toBe(200)
  expect(await office.database.prisma.contact.count()).toBe(0)
  expect(await office.database.prisma.dataKey.count(), 'its key too').toBe(keysBefore - 1)
  expect((await fetch(`${url}/off`, { method: 'POST' })).status, 'again').toBe(404)
  await reminded(card, id)
  await worker.deliver()
  expect(lettersTo(address)).toHaveLength(1)
})

it('tries again after a greylisting, and keeps what is refused for ever as refused', async () => {
  const { address, card, id } = await withAddress()
  await confirms(address)
  mails.state.mood = () => ({ code: 451, message: 'Greylisted, come back later' })
  await reminded(card, id)
  await worker.deliver()
  expect(worker.notes().join()).toContain('SMTP 451')
  const attempts = mails.state.attempts
  await worker.deliver()
  expect(mails.state.attempts, 'not at once').toBe(attempts)
  mails.state.mood = () => undefined
  later(minute)
  await worker.deliver()
  expect(letterTo(address)?.subject).toBe(speak('de')('reminders.mail.reminder-subject'))
  expect(worker.notes()).toEqual([])

  mails.state.mood = () => ({ code: 550, message: 'No such user' })
  await desk.cancels(id)
  later(31_000)
  await desk.work()
  await worker.deliver()
  const refused = await office.database.prisma.contactDelivery.findMany({ where: { outcome: 'refused' } })
  expect(refused).toMatchObject([{ fault: 'SMTP 550', attempts: 1 }])
  later(5 * hour)
  const before = mails.state.attempts
  await worker.deliver()
  expect(mails.state.attempts, 'never again').toBe(before)
})

it('loses nothing while the mail server is away: longer and longer pauses, said in the notes, and then it arrives', async () => {
  const { address, card, id } = await withAddress()
  await confirms(address)
  await mails.stop()
  await reminded(card, id)
  await worker.deliver()
  expect(worker.notes()).toEqual([
    'The mail server of SMTP_URL does not take messages (ECONNREFUSED); 1 wait and are tried again',
  ])
  const pauses: number[] = []
  for (let turn = 0; turn < 4; turn++) {
    const { nextAt } = await office.database.prisma.contactDelivery.findFirstOrThrow({ where: { outcome: null } })
    pauses.push((nextAt.getTime() - office.clock.now.getTime()) / minute)
    office.clock.now = nextAt
    await worker.deliver()
  }
  expect(pauses).toEqual([1, 2, 5, 10])
  await mails.start()
  later(20 * minute)
  await worker.deliver()
  expect(letterTo(address)?.subject).toBe(speak('de')('reminders.mail.reminder-subject'))
  expect(worker.notes()).toEqual([])
})

it('writes nothing that is not true any more when the mail server is back', async () => {
  const { user, address, card, id } = await withAddress()
  await confirms(address)
  await mails.stop()
  await reminded(card, id)
  await worker.deliver()
  await user.listens()
  await user.taps(user.t('reminders.cancel'))
  await mails.start()
  later(2 * minute)
  await worker.deliver()
  expect(lettersTo(address), 'the question alone').toHaveLength(1)
  const outcomes = await office.database.prisma.contactDelivery.findMany()
  expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['over', 'sent'])
})

it('writes nothing after “no more messages” and after an erasure, which deletes the address', async () => {
  const quiet = await withAddress()
  await confirms(quiet.address)
  await mails.stop()
  await reminded(quiet.card, quiet.id)
  await worker.deliver()
  await quiet.user.says('/stop')
  await mails.start()
  later(2 * minute)
  await worker.deliver()
  expect(lettersTo(quiet.address)).toHaveLength(1)

  office.clock.now = today
  const gone = await withAddress()
  await confirms(gone.address)
  await mails.stop()
  await reminded(gone.card, gone.id)
  await worker.deliver()
  await gone.user.says(gone.user.t('menu.erase'))
  await gone.user.tapsFirst()
  expect(gone.user.heard.map(({ text }) => text)).toContain(gone.user.t('erase.done'))
  await mails.start()
  later(2 * minute)
  await worker.deliver()
  expect(lettersTo(gone.address)).toHaveLength(1)
  expect(await office.database.prisma.contact.count({ where: { conversation: { appointments: { none: {} } } } })).toBe(
    0,
  )
})

it('leads from the letter to cancelling, after a confirmation: at once where it was booked, elsewhere with the date of birth', async () => {
  const { user, key } = await withAddress()
  const link = `a-cancel-${key}`
  const { conversationId } = await office.database.prisma.appointment.findFirstOrThrow({ where: { code: key } })
  await office.conversations.receive({
    address: { channel: 'webchat', conversationId: conversationId ?? '' },
    key: `${conversationId}:followed`,
    act: { kind: 'joined', link },
  })
  await user.listens()
  user.isAsked('confirm')
  const other = await office.conversations.create({ channel: 'webchat', address: 'elsewhere' })
  await office.conversations.receive({
    address: { channel: 'webchat', conversationId: other.conversationId },
    key: `${other.conversationId}:followed`,
    act: { kind: 'joined', language: 'de', link },
  })
  const log = await office.conversations.log(other.conversationId, 0)
  const last = log.at(-1)
  expect(last?.from === 'office' && last.message.question?.step).toBe('dateOfBirth')
})

it('says in the privacy notice what becomes of an address', async () => {
  const user = await desk.visit('de')
  await user.arrives()
  await user.says('Datenschutz')
  user.sees(user.t('reminders.privacy'))
})

it('shows at the desk by which ways a reminder was told, and that the person says they will come', async () => {
  const { user, address, card, id } = await withAddress()
  await confirms(address)
  await reminded(card, id)
  const toldOf = async () => (await historyOf(office.database, [id])).told
  expect(await toldOf()).toMatchObject([{ kind: 'reminder', outcome: 'told', ways: ['webchat'] }])
  await worker.deliver()
  expect(await toldOf()).toMatchObject([{ ways: ['webchat', 'email'] }])
  await user.listens()
  await user.taps(user.t('reminders.coming'))
  const { database, keys } = office
  const row = await database.prisma.appointment.findUniqueOrThrow({ where: { id } })
  const day = await todaysVisits(database, keys, { locationId: row.locationId, now: row.startsAt })
  expect(day.find((visit) => visit.id === id)?.comingAt).toEqual(office.clock.now)
})
