import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ChannelName } from '#message.ts'
import { eraseConversation } from '#privacy/erase-conversation.ts'
import { retain } from '#privacy/retain.ts'
import { loadTexts } from '#texts.ts'
import { type Happenings, type Reader, thatHappen } from './happenings.ts'
import { type LetterOffice, letterOffice } from './letter-office.ts'
import { letterTo as openLetter, opens, presses } from './letter-pages.ts'

const t = loadTexts()('de')

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
  await prisma.subscription.deleteMany()
  await post.forget()
})
afterAll(() => post.close())

const letterTo = (reader: Reader) => openLetter(post, reader)
const answersIn = async (conversationId: string) =>
  (await post.office.conversations.log(conversationId, 0)).flatMap((entry) =>
    entry.from === 'person' && entry.echo.value ? [entry.echo.value] : [],
  )
const told = () => prisma.contactDelivery.findFirstOrThrow({ where: { firstSequence: { not: null } } })
const erases = (conversationId: string) =>
  post.office.database.transaction((tx) => eraseConversation(tx, { conversationId, now: post.office.clock.now }))

/** The office says so much there that its log has a message for every number that the letter was written from. */
async function talksOn(conversationId: string, channel: ChannelName = 'webchat') {
  const { lastSequence } = await told()
  const count = async () =>
    (await prisma.conversation.findUniqueOrThrow({ where: { id: conversationId } })).lastSequence
  const says = { address: { channel, conversationId }, act: { kind: 'unsupported' } } as const
  while ((await count()) < (lastSequence ?? 0)) await post.office.conversations.receive({ ...says, key: randomUUID() })
}

describe.each(['webchat', 'telegram'] as const)('whoever has gone on in another chat (%s)', (channel) => {
  it('accepts an offer there from its letter', async () => {
    const person = await happenings.reader()
    const { id } = await happenings.offered(person)
    const { button } = await letterTo(person)
    const there = await happenings.goesOn(person, channel)
    expect((await opens(button('accept'))).page).toContain(`<button class="primary">${t('waitlist.accept')}</button>`)
    expect((await presses(button('accept'))).page).toContain(t('reminders.mail.answered-held'))
    expect(await prisma.offer.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: 'accepted',
      conversationId: there.conversationId,
    })
    expect(await answersIn(there.conversationId)).toEqual([`offer:accept:${id}`])
  })

  it('confirms a drawn place there from its letter, also when what they left is gone', async () => {
    const person = await happenings.reader()
    const { id, number } = await happenings.drawn(person)
    const { button } = await letterTo(person)
    const there = await happenings.goesOn(person, channel)
    // With the conversation its contacts go: on Telegram nobody has letters any more.
    if (channel === 'webchat') await prisma.conversation.delete({ where: { id: person.conversationId } })
    expect((await opens(button('yes'))).page).toContain(number)
    expect((await presses(button('yes'))).page).toContain(t('card.booked'))
    expect(await prisma.lot.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'confirmed' })
    expect(await answersIn(there.conversationId)).toEqual([`drawn:yes:${number}`])
  })

  it('says “I’m coming” from a reminder', async () => {
    const person = await happenings.reader()
    await post.reminded(person.card, person.id)
    const { button } = await letterTo(person)
    await happenings.goesOn(person, channel)
    await presses(button('coming'))
    expect((await prisma.appointment.findUniqueOrThrow({ where: { id: person.id } })).comingAt).not.toBeNull()
  })

  it('says so also where the reminder stood below other news', async () => {
    const person = await happenings.reader()
    const { drawId } = await happenings.drawn(person)
    await person.user.listens()
    await person.user.taps(t('draw.no'))
    await post.reminded(person.card, person.id)
    await letterTo(person)
    const { number } = await happenings.lapsed(person, drawId)
    const { text, button } = await letterTo(person)
    expect(text).toContain(t('draw.lapsed', { lot: number }))
    await happenings.goesOn(person, channel)
    await presses(button('coming'))
    expect((await prisma.appointment.findUniqueOrThrow({ where: { id: person.id } })).comingAt).not.toBeNull()
  })

  it('is written what was told before, and nothing of what was said there', async () => {
    const person = await happenings.reader()
    const { number } = await happenings.drawn(person)
    const { conversationId } = await happenings.goesOn(person, channel)
    await talksOn(conversationId, channel)
    const letter = await letterTo(person)
    expect(letter.subject).toBe(t('reminders.mail.draw-subject'))
    expect(letter.text).toContain(t('draw.yes'))
    expect(letter.text).toContain(number)
    expect(letter.text).not.toContain(t('unsupported'))
    expect(post.lettersTo(person.address)).toHaveLength(1)
  })
})

it('an address is kept as long as a letter of it can confirm a place, also when the lot has gone on to Telegram', async () => {
  const person = await happenings.reader()
  const { id } = await happenings.drawn(person)
  const { button } = await letterTo(person)
  await happenings.goesOn(person, 'telegram')
  await prisma.appointment.updateMany({ where: { id: person.id }, data: { conversationId: null } })
  post.office.clock.now = happenings.at('12:30', 1)
  const { clock, database } = post.office
  await retain(database, clock)
  expect(await opens(button('yes'))).toMatchObject({ status: 200 })
  await presses(button('no'))
  expect(await prisma.lot.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'declined' })
  await retain(database, clock)
  expect(await opens(button('yes'))).toMatchObject({ status: 404 })
})

it('what was erased where it was told is written nowhere, and nothing says that the address was there', async () => {
  const person = await happenings.reader()
  await happenings.drawn(person)
  const { conversationId } = await happenings.goesOn(person, 'webchat')
  await talksOn(conversationId)
  await erases(person.conversationId)
  expect(await told()).toMatchObject({ conversationId: null })
  await post.worker.deliver()
  expect(await told()).toMatchObject({ outcome: 'over' })
  expect(post.lettersTo(person.address)).toEqual([])
})

it('where the address has gone erases it, and its letters answer nothing any more', async () => {
  const person = await happenings.reader()
  const { id, drawId } = await happenings.drawn(person)
  const { button } = await letterTo(person)
  const there = await happenings.goesOn(person, 'webchat')
  await happenings.lapsed({ ...person, conversationId: there.conversationId }, drawId)
  expect(await prisma.contactDelivery.count({ where: { conversationId: there.conversationId } })).toBe(1)
  await erases(there.conversationId)
  expect(await prisma.contactDelivery.count()).toBe(0)
  expect(await opens(button('yes'), {})).toMatchObject({ status: 404 })
  expect(await prisma.lot.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'withdrawn' })
})
