import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Conversations } from '#conversation/conversations.ts'
import { writeTime, writeWhen } from '#conversation/when.ts'
import { answerLetter } from '#notices/contacts/answer-letter.ts'
import { contactToken } from '#notices/contacts/contact-token.ts'
import { letterToken } from '#notices/contacts/letter-token.ts'
import { retain } from '#privacy/retain.ts'
import { Language, loadTexts } from '#texts.ts'
import { somebody } from '../stories/news-office.ts'
import { type Happenings, type Reader, thatHappen } from './happenings.ts'
import { type LetterOffice, letterOffice } from './letter-office.ts'
import { letterTo as openLetter, opens, presses } from './letter-pages.ts'

const speak = loadTexts()

let post: LetterOffice
let happenings: Happenings
let prisma: LetterOffice['office']['database']['prisma']
beforeAll(async () => {
  post = await letterOffice()
  happenings = thatHappen(post)
  prisma = post.office.database.prisma
})
beforeEach(() => {
  post.office.clock.now = happenings.at('10:00')
})
afterEach(async () => {
  await prisma.offer.deleteMany()
  await post.forget()
})
afterAll(() => post.close())

const letterTo = (reader: Reader) => openLetter(post, reader)
const logOf = ({ conversationId }: Reader) => post.office.conversations.log(conversationId, 0)
const offerOf = ({ conversationId }: Reader) => prisma.offer.findFirstOrThrow({ where: { conversationId } })

it.each(Language.options)('in %s an offer is accepted and booked on another device', async (language) => {
  const person = await happenings.reader(language)
  const t = speak(language)
  await happenings.offered(person)
  const letter = await letterTo(person)
  expect(letter.subject).toBe(t('reminders.mail.offer-subject'))
  expect(letter.text).toContain(t('waitlist.accept'))
  const url = letter.button('accept')

  const before = await logOf(person)
  const asked = await opens(url)
  expect(asked).toMatchObject({ status: 200 })
  expect(asked.page).toContain(`lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"`)
  expect(asked.page).toContain(`<form method="post"><button class="primary">${t('waitlist.accept')}</button>`)
  await fetch(url, { method: 'HEAD' })
  expect(await logOf(person), 'looking answers nothing').toEqual(before)
  expect(await offerOf(person)).toMatchObject({ state: 'offered' })

  const { page } = await presses(url)
  expect(await offerOf(person)).toMatchObject({ state: 'accepted' })
  expect(page).toContain(t('reminders.mail.answered-title'))
  expect(page).toContain(t('reminders.mail.answered', { answer: t('waitlist.accept') }))
  expect(page).toContain(t('reminders.mail.answered-held'))
  const said = (await logOf(person)).slice(before.length)
  expect(said[0], 'it stands in the chat as said there').toMatchObject({
    from: 'person',
    echo: { text: t('waitlist.accept') },
  })
  await person.user.listens()
  person.user.isAsked('name')

  const form = new URL(/href="(\/f\/[\w-]{43})"/.exec(page)?.[1] ?? '', url).href
  const asking = await opens(form)
  expect(asking.page, 'nothing of a messenger').not.toContain('class="intro"')
  const [, confirms = ''] = /name="confirms" value="(\w+)"/.exec(asking.page) ?? []
  const done = await presses(form, { ...somebody(), people: '1', confirms })
  const booked = (await logOf(person)).flatMap((entry) =>
    entry.from === 'office' && entry.message.booked ? [entry.message] : [],
  )
  const card = booked.at(-1)?.appointment
  expect(done.page).toContain(card?.code)
  expect(await prisma.appointment.count({ where: { conversationId: person.conversationId, state: 'booked' } })).toBe(2)
  expect((await opens(url)).page, 'and so does the button of the letter').toContain(card?.code)
})

it('an offer is declined once, and neither a second press nor the other button changes anything', async () => {
  const person = await happenings.reader()
  const t = speak('de')
  await happenings.offered(person)
  const { button } = await letterTo(person)
  expect((await presses(button('decline'))).page).toContain(t('waitlist.declined'))
  expect(await offerOf(person)).toMatchObject({ state: 'declined' })
  const log = await logOf(person)
  for (const key of ['decline', 'accept']) {
    const { page } = await presses(button(key))
    expect(page).toContain(t('reminders.mail.answered', { answer: t('waitlist.decline') }))
  }
  expect(await logOf(person)).toEqual(log)
  expect(await offerOf(person)).toMatchObject({ state: 'declined' })
})

it('two presses in the same moment are one', async () => {
  const person = await happenings.reader()
  await happenings.offered(person)
  const { button } = await letterTo(person)
  const [, token = ''] = /\/a\/([\w-]+)\//.exec(button('decline')) ?? []
  const { database, conversations, keys, office, clock } = post.office
  let waiting = 0
  let go = () => {}
  const both = new Promise<void>((resolve) => (go = resolve))
  const talks: Conversations = {
    ...conversations,
    async receive(incoming) {
      if (++waiting === 2) go()
      await both
      return conversations.receive(incoming)
    },
  }
  const { press } = answerLetter({
    database,
    conversations: talks,
    keys,
    office: () => office,
    speak,
    now: () => clock.now,
  })
  const before = (await logOf(person)).length
  await Promise.all([press({ token, key: 'decline' }), press({ token, key: 'decline' })])
  const said = (await logOf(person)).slice(before)
  expect(said.filter(({ from }) => from === 'person')).toHaveLength(1)
})

it('what was answered in the chat is answered in the letter too, and what ran out is over', async () => {
  const person = await happenings.reader()
  const t = speak('de')
  await happenings.offered(person)
  const { button } = await letterTo(person)
  await person.user.listens()
  await person.user.taps(t('waitlist.decline'))
  expect((await opens(button('accept'))).page).toContain(
    t('reminders.mail.answered', { answer: t('waitlist.decline') }),
  )

  const late = await happenings.reader()
  const { id } = await happenings.offered(late)
  const letter = await letterTo(late)
  const log = await logOf(late)
  await prisma.$executeRaw`UPDATE offer SET expires_at = clock_timestamp() - interval '1 second' WHERE id = ${id}::uuid`
  const { status, page } = await presses(letter.button('accept'))
  expect(status).toBe(410)
  expect(page).toContain(t('reminders.mail.ran-out-title'))
  expect(page).toContain(t('waitlist.over'))
  expect(page).not.toContain('<button')
  expect(await logOf(late)).toEqual(log)
})

it('with a later appointment the offered time takes its place, and the page shows it', async () => {
  const person = await happenings.reader()
  await happenings.offered(person)
  const { code, startsAt } = await prisma.appointment.findUniqueOrThrow({ where: { id: person.id } })
  const far = new Date(startsAt.getTime() + 50 * 86_400_000)
  const ends = new Date(far.getTime() + 1_200_000)
  await prisma.appointment.update({
    where: { id: person.id },
    data: { departmentId: 'general', startsAt: far, endsAt: ends },
  })
  await prisma.subscription.updateMany({
    where: { conversationId: person.conversationId },
    data: { appointmentCode: code, serviceId: null },
  })
  const { button } = await letterTo(person)
  const { page } = await presses(button('accept'))
  expect(page).toContain(person.card.code)
  expect(page).toContain(speak('de')('card.moved'))
  const booked = await prisma.appointment.findFirstOrThrow({ where: { code, state: 'booked' } })
  expect(booked.startsAt.getTime()).toBeLessThan(far.getTime())
})

const formLink = /href="\/f\/[\w-]{43}"/

it('the page says for how long the time is still reserved, and when it is no more', async () => {
  const person = await happenings.reader()
  const t = speak('de')
  const { id } = await happenings.offered(person)
  const { freedSeat } = await prisma.offer.findUniqueOrThrow({ where: { id }, include: { freedSeat: true } })
  const time = writeTime(freedSeat.startsAt)
  const { button } = await letterTo(person)
  expect((await presses(button('accept'))).page).toContain(t('step.time.held', { time, count: 10 }))
  const leave = (seconds: number) => prisma.$executeRaw`
    UPDATE hold SET expires_at = clock_timestamp() + ${seconds} * interval '1 second'
    WHERE conversation_id = ${person.conversationId}`
  await leave(170)
  const later = await opens(button('accept'))
  expect(later.page).toContain(t('step.time.held', { time, count: 3 }))
  expect(later.page).toMatch(formLink)
  await leave(-1)
  const { page } = await opens(button('accept'))
  expect(page).toContain(t('hold.expired'))
  expect(page).not.toContain(t('reminders.mail.answered-held'))
  expect(page).not.toMatch(formLink)
})

it('the page shows no other appointment than the one that came of the answer', async () => {
  const person = await happenings.reader()
  await happenings.offered(person)
  const { button } = await letterTo(person)
  await presses(button('decline'))
  const { number } = await happenings.drawn(person)
  const drawn = await letterTo(person)
  expect((await presses(drawn.button('yes'))).page).toContain(speak('de')('card.booked'))
  const declined = (await opens(button('decline'))).page
  expect(declined).toContain(speak('de')('waitlist.declined'))
  expect(declined, 'booked after it, by something else').not.toContain(speak('de')('card.booked'))

  post.office.clock.now = happenings.at('10:00')
  const accepting = await happenings.reader()
  await happenings.offered(accepting)
  const offer = await letterTo(accepting)
  await presses(offer.button('accept'))
  await happenings.drawn(accepting)
  const won = await letterTo(accepting)
  await presses(won.button('yes'))
  const accepted = (await opens(offer.button('accept'))).page
  expect(accepted).toContain(speak('de')('reminders.mail.answered', { answer: speak('de')('waitlist.accept') }))
  expect(accepted, 'at another time').not.toContain(speak('de')('card.booked'))
  expect(await prisma.lot.findFirstOrThrow({ where: { number } })).toMatchObject({ state: 'confirmed' })
})

it('nobody answers with the link of another letter, one of their own making, or from another site', async () => {
  const [person, other] = [await happenings.reader(), await happenings.reader()]
  await happenings.offered(person)
  const { button } = await letterTo(person)
  const url = button('accept')
  await post.reminded(other.card, other.id)
  const reminder = await letterTo(other)
  const { id: contactId } = await prisma.contact.findFirstOrThrow({ where: { conversationId: person.conversationId } })
  const { id } = await prisma.contactDelivery.findFirstOrThrow({ where: { contactId, firstSequence: { not: null } } })
  const question = await prisma.contactDelivery.findFirstOrThrow({ where: { contactId, firstSequence: null } })
  const { keys } = post.office
  expect(url).toContain(letterToken(keys, id))
  const forged = [
    reminder.button('coming').replace(/coming$/, 'accept'),
    url.replace(/(?<=\/a\/)./, (first) => (first === 'A' ? 'B' : 'A')),
    url.replace(letterToken(keys, id), contactToken(keys, id)),
    url.replace(letterToken(keys, id), contactToken(keys, contactId)),
    url.replace(letterToken(keys, id), letterToken(keys, question.id)),
    url.replace(/accept$/, 'stop'),
    url.replace(/accept$/, 'erase'),
  ]
  const log = await logOf(person)
  for (const each of forged) {
    expect(await opens(each), each).toMatchObject({ status: 404 })
    expect(await opens(each, {}), each).toMatchObject({ status: 404 })
  }
  expect((await fetch(url, { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(404)
  expect(await logOf(person)).toEqual(log)
  expect(await offerOf(person)).toMatchObject({ state: 'offered' })
  await prisma.contact.delete({ where: { id: contactId } })
  expect(await opens(url, {}), 'the address is gone').toMatchObject({ status: 404 })
})

it('a letter answers its own offer, also where its address has gone to somebody who has another one', async () => {
  const [person, other] = [await happenings.reader(), await happenings.reader()]
  await happenings.offered(person)
  const { button } = await letterTo(person)
  await happenings.offered(other)
  const contact = { kind: 'email' as const, conversationId: person.conversationId }
  await prisma.contact.updateMany({ where: contact, data: { conversationId: other.conversationId } })
  await presses(button('decline'))
  expect(await offerOf(person)).toMatchObject({ state: 'declined' })
  expect(await offerOf(other)).toMatchObject({ state: 'offered' })
})

it('“I’m coming” is said from a reminder, once, and not of what is cancelled', async () => {
  const person = await happenings.reader('uk')
  const t = speak('uk')
  await post.reminded(person.card, person.id)
  const letter = await letterTo(person)
  expect(letter.subject).toBe(t('reminders.mail.reminder-subject'))
  const url = letter.button('coming')
  const coming = async () => (await prisma.appointment.findUniqueOrThrow({ where: { id: person.id } })).comingAt
  await opens(url)
  expect(await coming(), 'looking says nothing').toBeNull()
  const { page } = await presses(url)
  expect(page).toContain(t('reminders.mail.answered', { answer: t('reminders.coming') }))
  expect(await coming()).toEqual(post.office.clock.now)
  const log = await logOf(person)
  await presses(url)
  expect(await logOf(person)).toEqual(log)
  await post.desk.cancels(person.id)
  expect(await opens(url)).toMatchObject({ status: 410, page: expect.stringContaining(t('step.appointment.gone')) })
})

it('“I’m coming” is said again of an appointment that was moved since', async () => {
  const person = await happenings.reader()
  await post.reminded(person.card, person.id)
  const { button } = await letterTo(person)
  await presses(button('coming'))
  const startsAt = await post.desk.moves(person.id)
  const moved = await post.desk.now(person.key)
  const coming = async () => (await prisma.appointment.findUniqueOrThrow({ where: { id: moved } })).comingAt
  expect(await coming()).toBeNull()
  const asked = speak('de')('reminders.ask', { when: writeWhen(startsAt, 'de') })
  expect((await opens(button('coming'))).page, 'the time that it is at now').toContain(asked)
  await presses(button('coming'))
  expect(await coming()).not.toBeNull()
})

it('“I’m coming” is said also when the talk has been forgotten meanwhile', async () => {
  const person = await happenings.reader('ar')
  const t = speak('ar')
  await post.reminded(person.card, person.id)
  const url = (await letterTo(person)).button('coming')
  // As after two silent days.
  await prisma.message.deleteMany({ where: { conversationId: person.conversationId } })
  await prisma.conversation.update({ where: { id: person.conversationId }, data: { answers: null } })
  expect((await opens(url)).page).toContain(t('reminders.ask', { when: person.card.when }))
  expect((await presses(url)).page).toContain(t('reminders.says-coming', { when: person.card.when }))
  expect((await prisma.appointment.findUniqueOrThrow({ where: { id: person.id } })).comingAt).not.toBeNull()
})

it('a drawn place is confirmed from its letter', async () => {
  const person = await happenings.reader()
  const { number } = await happenings.drawn(person)
  const t = speak('de')
  const letter = await letterTo(person)
  expect(letter.subject).toBe(t('reminders.mail.draw-subject'))
  await opens(letter.button('yes'))
  const state = async () => (await prisma.lot.findFirstOrThrow({ where: { number } })).state
  expect(await state()).toBe('offered')
  const { page } = await presses(letter.button('yes'))
  expect(await state()).toBe('confirmed')
  expect(page).toContain(t('card.booked'))
  expect((await opens(letter.button('no'))).page).toContain(t('reminders.mail.answered', { answer: t('draw.yes') }))
})

it('a drawn place is confirmed as long as it is kept, also when the talk and the appointment have been forgotten', async () => {
  const person = await happenings.reader('ar')
  const t = speak('ar')
  const { id, number, startsAt } = await happenings.drawn(person)
  const url = (await letterTo(person)).button('yes')
  const expiresAt = happenings.at('13:00', 4)
  await prisma.lot.update({ where: { id }, data: { expiresAt } })
  await prisma.appointment.update({ where: { id: person.id }, data: { conversationId: null } })
  post.office.clock.now = happenings.at('14:00', 2)
  await retain(post.office.database, { now: post.office.clock.now })
  expect(await logOf(person)).toEqual([])

  const { page } = await opens(url)
  const [when, until] = [writeWhen(startsAt ?? expiresAt, 'ar'), writeWhen(expiresAt, 'ar')]
  expect(page).toContain(`<button class="primary">${t('draw.yes')}</button>`)
  for (const told of [number, when, until, 'Oberstraße 91']) expect(page).toContain(told)
  post.office.clock.now = expiresAt
  expect(await opens(url), 'a moment too late').toMatchObject({ status: 410 })
  post.office.clock.now = happenings.at('12:59', 4)
  expect((await presses(url)).page).toContain(t('card.booked'))
  expect(await prisma.lot.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'confirmed' })
})

it('below the news of another lot the buttons still answer the place that is kept', async () => {
  const person = await happenings.reader()
  const { id, drawId, number } = await happenings.drawn(person)
  await letterTo(person)
  const other = await happenings.lapsed(person, drawId)
  const letter = await letterTo(person)
  expect(letter.text).toContain(speak('de')('draw.lapsed', { lot: other.number }))
  await prisma.message.deleteMany({ where: { conversationId: person.conversationId } })
  expect((await opens(letter.button('yes'))).page).toContain(number)
  await presses(letter.button('yes'))
  expect(await prisma.lot.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'confirmed' })
})

it('what was kept is asked again when it is moved once more', async () => {
  const person = await happenings.reader()
  const moves = async () => {
    await post.desk.moves(await post.desk.now(person.key))
    post.desk.later(60_000)
    await post.desk.work()
    return letterTo(person)
  }
  const first = await moves()
  await presses(first.button('keep'))
  const again = await moves()
  expect((await opens(again.button('keep'))).page).toContain('<button')
  await presses(again.button('keep'))
  expect((await opens(again.button('keep'))).page).not.toContain('<button')
})

it('whoever has an appointment meanwhile is told so when they confirm a drawn place', async () => {
  const person = await happenings.reader()
  const { id, number, identity } = await happenings.drawn(person)
  const { button } = await letterTo(person)
  await prisma.appointment.update({ where: { id: person.id }, data: { departmentId: 'asylum', identity } })
  const { status, page } = await presses(button('yes'))
  expect(await prisma.lot.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'passed' })
  expect(status).toBe(410)
  expect(page).toContain(speak('de')('draw.passed', { lot: number }))
})

it('what the office did with an appointment says so in the subject, and a move can be kept', async () => {
  const t = speak('de')
  const moved = await happenings.reader()
  await post.desk.moves(moved.id)
  const cancelled = await happenings.reader()
  await post.desk.cancels(cancelled.id)
  post.desk.later(60_000)
  await post.desk.work()
  const letter = await letterTo(moved)
  expect(letter.subject).toBe(t('reminders.mail.moved-subject'))
  expect((await letterTo(cancelled)).subject).toBe(t('reminders.mail.cancelled-subject'))
  const { page } = await presses(letter.button('keep'))
  expect(page).toContain(t('reminders.mail.answered', { answer: t('step.moved.keep') }))
})

it('in every language the subjects differ from each other and name no matter', () => {
  for (const language of Language.options) {
    const t = speak(language)
    const kinds = ['offer', 'draw', 'free', 'moved', 'cancelled', 'reminder', 'notice', 'confirm'] as const
    const subjects = kinds.map((kind) => t(`reminders.mail.${kind}-subject`))
    expect(new Set(subjects).size, language).toBe(kinds.length)
  }
})
