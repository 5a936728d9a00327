import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { Language, loadTexts } from '#texts.ts'
import { buttonOf, submitForm } from '../forms/submit-form.ts'
import { openOffice } from './open-office.ts'
import { applicant, publicUrl, telegramVisitor } from './telegram-visitor.ts'

const speak = loadTexts()

let office: Awaited<ReturnType<typeof openOffice>>
beforeAll(async () => {
  office = await openOffice(undefined, { telegram: true, reach: { publicUrl, privateForms: ['telegram'] } })
  await vi.waitFor(() => expect(office.fake?.count(/getUpdates/)).toBeGreaterThan(0), { timeout: 20_000 })
  // What the bot says of itself, which belongs to nobody's booking: a button, and three things in every language and in none.
  const introduction = 1 + 3 * (Language.options.length + 1)
  await vi.waitFor(() => expect(office.fake?.settings.size).toBe(introduction), { timeout: 20_000 })
})
afterAll(() => office.close())
afterEach(() => {
  if (office.fake) office.fake.trouble = undefined
})

const visitor = (language?: string) => telegramVisitor(office, language)

describe.each(Language.options)('in %s', (language) => {
  it('books from /start to the confirmation with at most 15 calls, and nobody’s name passes through Telegram', async () => {
    const t = speak(language)
    const fake = office.fake!
    const visit = visitor(language)
    const before = fake.calls.length
    await visit.says('/start')
    expect(visit.last().text).toContain(t('greeting'))
    expect(visit.last().text).toContain(`${publicUrl}/?language=${language}`)
    expect(
      visit
        .last()
        .keyboard.flat()
        .map(({ text }) => text),
    ).toContain(`🌐 ${t('menu.language')}`)
    await visit.books(`0${Language.options.indexOf(language) + 1}.05.1985`)

    const calls = fake.calls.slice(before).filter(({ method }) => method !== 'getUpdates')
    expect(calls.length, calls.map(({ method }) => method).join(' ')).toBeLessThanOrEqual(15)
    expect(calls.filter(({ status }) => status >= 400)).toEqual([])
    const passed = JSON.stringify(fake.calls.map(({ params }) => params))
    expect(passed).not.toContain('Олена')
    expect(passed).not.toMatch(/(?<![\w-])1985(?![\w-])/)

    // It is one message that changed, and became the calendar file. The appointment stands below it, and made the phone ring.
    expect(visit.user.sees).toHaveLength(2)
    const [file] = visit.user.sees
    const card = visit.last()
    expect(file?.document?.bytes.toString()).toContain('BEGIN:VCALENDAR')
    expect({ text: file?.text, keyboard: file?.keyboard }).toEqual({ text: '', keyboard: [] })
    expect(card.photo?.name).toMatch(/^check-in-/)
    expect(card.text).toContain(t('card.booked'))
    expect(card.text).toContain(t('card.plea'))
    expect(card.text).toContain(t('step.menu.ask'))
    expect(card.text).not.toMatch(/Asyl|asyl|притул|убежищ|iltica|لجوء/i)
    const [copy] = card.keyboard.flat()
    expect(card.text).toContain(copy?.copy_text?.text)
    expect(file?.document?.name).toBe(`termin-${copy?.copy_text?.text}.ics`)

    // Whoever wants the file again has it again.
    await visit.taps(`📅 ${t('telegram.calendar')}`)
    expect(visit.user.sees).toHaveLength(3)
    expect(visit.last().document?.name).toBe(`termin-${copy?.copy_text?.text}.ics`)
    expect(visit.last().document?.bytes.toString()).toContain('BEGIN:VCALENDAR')
    // What was asked is asked there now; the appointment keeps its own buttons.
    expect(
      visit
        .last()
        .keyboard.flat()
        .some(({ callback_data: data }) => data === 'menu:book'),
    ).toBe(true)
    expect(card.keyboard.flat().map(({ text }) => text)).toEqual([
      copy?.text,
      `📅 ${t('telegram.calendar')}`,
      `📄 ${t('card.documents-button')}`,
    ])
  })
})

it('books with at most 16 calls where the language, the location and who comes are all asked for', async () => {
  const fake = office.fake!
  const visit = visitor('pl')
  const before = fake.calls.length
  await visit.says('/start')
  await visit.taps('language:de')
  await visit.books('30.05.1985', 'department:general')
  const calls = fake.calls.slice(before).filter(({ method }) => method !== 'getUpdates')
  expect(JSON.stringify(calls)).toContain('location:')
  expect(visit.last().text).toContain(speak('de')('card.booked'))
  expect(calls.length, calls.map(({ method }) => method).join(' ')).toBeLessThanOrEqual(16)
  // The question of the language took the calls of the calendar file: it comes by its button, and with the next appointment.
  expect(visit.user.sees.map(({ document }) => document)).toEqual([undefined])
  expect(visit.last().keyboard.flat()[1]?.text).toBe(`📅 ${speak('de')('telegram.calendar')}`)
  await visit.books('30.06.1985', 'department:ukraine')
  expect(visit.user.sees.some(({ document }) => document)).toBe(true)
})

it('shows the appointment also where the message before it can’t become the calendar file', async () => {
  const visit = visitor('de')
  await visit.says('/start')
  office.fake!.trouble = ({ method }) =>
    method === 'editMessageMedia'
      ? { kind: 'refuse', code: 400, description: "Bad Request: message can't be edited" }
      : undefined
  await visit.books('27.05.1985')
  expect(visit.last().text).toContain(speak('de')('card.booked'))
  expect(visit.last().photo?.name).toMatch(/^check-in-/)
  expect(visit.user.sees.some(({ document }) => document)).toBe(false)
})

it('books on the page only what the page shows: on an earlier one the details count, and the chat asks again', async () => {
  const visit = visitor('de')
  await visit.says('/start')
  await visit.goesToPage()
  const earlier = visit.page()
  const button = await buttonOf(earlier)
  await visit.taps('menu:back')
  const times = visit
    .last()
    .keyboard.flat()
    .filter(({ callback_data: data }) => data?.startsWith('time:'))
  await visit.taps(times.at(-1)?.callback_data ?? '')
  // Who opens it again sees the time that it was made for.
  expect(await buttonOf(earlier)).toEqual(button)
  await submitForm(earlier, { ...applicant('29.05.1985'), ...button })
  await visit.settle()
  expect(visit.last().text).toContain(speak('de')('form.received'))
  expect(visit.last().text).toContain(times.at(-1)?.text)
  expect(visit.last().keyboard.flat()[0]?.text).toBe(speak('de')('confirm.book'))
  await visit.tapsFirst()
  expect(visit.last().text).toContain(speak('de')('card.booked'))
})

it('gives each of several appointments its check-in code, its calendar file and its code to copy', async () => {
  const visit = visitor('de')
  await visit.says('/start')
  await visit.books('11.11.1977')
  await visit.books('11.11.1977', 'department:general')
  await visit.taps('menu:appointments')
  const [one, other] = visit.user.sees.slice(-2)
  const codes = [one, other].map((shown) => shown?.keyboard.flat()[0]?.copy_text?.text ?? '')
  expect(new Set(codes).size).toBe(2)
  expect([one, other].map((shown) => shown?.photo?.name.startsWith('check-in-'))).toEqual([true, true])
  // Only the lower one asks what comes next.
  expect([one, other].map((shown) => shown?.text.includes('Was können wir für Sie tun?'))).toEqual([false, true])
  for (const code of codes) {
    await visit.taps(`menu:calendar-${code}`)
    expect(visit.last().document?.name).toBe(`termin-${code}.ics`)
    expect(visit.last().document?.bytes.toString()).toContain(`UID:${code}@`)
  }
})

it('says of an appointment that was cancelled since that there is no calendar file for it any more', async () => {
  const visit = visitor('de')
  await visit.says('/start')
  await visit.books('12.11.1977')
  const file = visit.last().keyboard.flat()[1]?.callback_data ?? ''
  await visit.taps('menu:cancel')
  await visit.tapsFirst()
  await visit.taps(file)
  expect(visit.last().text).toContain(speak('de')('step.appointment.gone'))
})

it('shows what was chosen where the buttons were, one call for a press besides its answer', async () => {
  const visit = visitor('de')
  await visit.says('/start')
  await visit.taps('menu:book')
  const before = office.fake!.calls.length
  await visit.tapsFirst()
  const calls = office.fake!.calls.slice(before).map(({ method }) => method)
  expect(calls.filter((method) => method !== 'getUpdates').toSorted()).toEqual([
    'answerCallbackQuery',
    'editMessageText',
  ])
  expect(visit.last().text).toMatch(/^✓ Termin buchen\n✓ .+\n\nWorum geht es\?/)
  await visit.taps('menu:back')
  expect(visit.last().text).toMatch(/^✓ Termin buchen\n\nZu welchem Bereich/)
})

it('writes below what somebody types, and takes the old buttons away', async () => {
  const visit = visitor('de')
  await visit.says('/start')
  await visit.says('Termin buchen')
  expect(visit.user.sees).toHaveLength(2)
  expect(visit.user.sees[0]?.keyboard).toEqual([])
  expect(visit.last().text).toMatch(/^Zu welchem Bereich gehört Ihr Anliegen\?\n/)
})

it('turns the calendar’s page without a turn', async () => {
  const visit = visitor('de')
  await visit.says('/start')
  await visit.taps('menu:book')
  while (
    !visit
      .last()
      .keyboard.flat()
      .some(({ callback_data: data }) => data?.startsWith('day:'))
  )
    await visit.tapsFirst()
  const first = visit.last()
  const shown = () => JSON.stringify(visit.last().keyboard)
  const was = shown()
  const log = await office.database.query({ name: 'all-messages', text: 'SELECT FROM message', values: [] })
  const arrow = (direction: '‹' | '›') =>
    visit
      .last()
      .keyboard.flat()
      .find(({ text }) => text.includes(direction))?.callback_data ?? ''
  await visit.taps(arrow('›'))
  await expect.poll(shown).not.toBe(was)
  expect(await office.database.query({ name: 'all-messages', text: 'SELECT FROM message', values: [] })).toHaveLength(
    log.length,
  )
  expect(visit.last().id).toBe(first.id)
  await visit.taps(arrow('‹'))
  await expect.poll(shown).toBe(was)
  await visit.tapsFirst()
  expect(visit.last().text).toContain('Welche Uhrzeit')
  const times = visit.last().keyboard.filter((row) => row[0]?.callback_data?.startsWith('time:'))
  expect(times.slice(0, -1).every((row) => row.length === 3)).toBe(true)
})

it.each([
  ['a picture', { photo: [{ file_id: 'a', file_unique_id: 'b', width: 1, height: 1 }], caption: 'Mein Pass' }],
  ['a voice message', { voice: { file_id: 'a', file_unique_id: 'b', duration: 3 } }],
  ['a sticker', { sticker: { file_id: 'a', file_unique_id: 'b', type: 'regular', width: 1, height: 1 } }],
  ['a place', { location: { latitude: 51, longitude: 6 } }],
  ['a contact', { contact: { phone_number: '+49', first_name: 'Probe' } }],
])('answers %s with a friendly sentence and the open question', async (_what, content) => {
  const visit = visitor('de')
  await visit.says('/start')
  await visit.says(content)
  expect(visit.last().text).toContain(speak('de')('unsupported'))
  expect(visit.last().text).toContain('Was können wir für Sie tun?')
})

it('answers a corrected message the same way', async () => {
  const visit = visitor('de')
  await visit.says('/start')
  visit.user.edits('doch etwas anderes')
  await visit.settle()
  expect(visit.last().text).toContain(speak('de')('unsupported'))
})

it('writes nothing more to somebody who blocked the bot, until they let it', async () => {
  const visit = visitor('de')
  await visit.says('/start')
  visit.user.blocks()
  const reachable = async () =>
    (await office.database.prisma.conversation.findFirstOrThrow({ where: { address: String(visit.user.id) } }))
      .reachable
  await expect.poll(reachable).toBe(false)
  visit.user.unblocks()
  await expect.poll(reachable).toBe(true)
  await visit.says('Hilfe')
  expect(visit.last().text).toContain(speak('de')('help'))
})

it('ends in a final status when Telegram says only at sending that it was blocked', async () => {
  const visit = visitor('de')
  await visit.says('/start')
  office.fake!.chatOf(visit.user.id).isBlocked = true
  await visit.says('Hilfe')
  const conversation = await office.database.prisma.conversation.findFirstOrThrow({
    where: { address: String(visit.user.id) },
    include: { messages: { orderBy: { sequence: 'asc' } } },
  })
  expect(conversation.reachable).toBe(false)
  expect(conversation.messages.at(-1)?.status).toBe('unreachable')
})

it('shows that it is typing when an answer takes longer than a second', async () => {
  const visit = visitor('de')
  await visit.says('/start')
  const [row] = await office.database.query<{ id: string }>({
    name: 'newest-conversation',
    text: 'SELECT id FROM conversation WHERE address = $1',
    values: [String(visit.user.id)],
  })
  await office.database.transaction(async (tx) => {
    await tx.query({ name: 'hold-it', text: 'SELECT FROM conversation WHERE id = $1 FOR UPDATE', values: [row?.id] })
    visit.user.sends('Hilfe')
    await expect.poll(() => office.fake!.count(/sendChatAction/)).toBe(1)
  })
  await visit.settle()
  expect(visit.last().text).toContain(speak('de')('help'))
})

it('answers a press before anything is decided', async () => {
  const visit = visitor('de')
  await visit.says('/start')
  const conversation = await office.database.prisma.conversation.findFirstOrThrow({
    where: { address: String(visit.user.id) },
  })
  await office.database.transaction(async (tx) => {
    await tx.query({
      name: 'hold-it',
      text: 'SELECT FROM conversation WHERE id = $1 FOR UPDATE',
      values: [conversation.id],
    })
    visit.user.presses('menu:book')
    await expect.poll(() => office.fake!.unanswered).toBe(0)
  })
  await visit.settle()
  expect(visit.last().text).toContain('Zu welchem Bereich')
})

it('answers a press again when the connection ended under the answer', async () => {
  const visit = visitor('de')
  await visit.says('/start')
  let cuts = 1
  office.fake!.trouble = ({ method }) => (method === 'answerCallbackQuery' && cuts-- > 0 ? { kind: 'cut' } : undefined)
  visit.user.presses('menu:book')
  await vi.waitFor(() => expect(office.fake!.unanswered).toBe(0), { timeout: 20_000 })
  await visit.settle()
})

it('waits as long as Telegram says, with the whole bot, and loses nothing', async () => {
  const [one, other] = [visitor('de'), visitor('de')]
  await one.says('/start')
  await other.says('/start')
  let refusals = 1
  let refusedAt = 0
  office.fake!.trouble = ({ method }) => {
    if (!method.startsWith('send') || refusals-- <= 0) return undefined
    refusedAt = performance.now()
    return { kind: 'refuse', code: 429, description: 'Too Many Requests: retry after 1', retryAfter: 1 }
  }
  one.user.sends('Hilfe')
  await expect.poll(() => refusedAt).toBeGreaterThan(0)
  // An edit does not wait for a new message to go out, but for this it does.
  other.user.presses('menu:help')
  await one.settle()
  const sent = office.fake!.calls.filter(
    ({ method, at }) => /^(sendMessage|editMessage)/.test(method) && at > refusedAt,
  )
  expect(sent.length).toBeGreaterThanOrEqual(2)
  expect(Math.min(...sent.map(({ at }) => at))).toBeGreaterThanOrEqual(refusedAt + 990)
  expect(one.last().text).toContain(speak('de')('help'))
  expect(other.last().text).toContain(speak('de')('help'))
})

it('goes on when Telegram comes back after it was away', async () => {
  const visit = visitor('de')
  await visit.says('/start')
  await office.fake!.goAway()
  visit.user.sends('Hilfe')
  await office.fake!.comeBack()
  await expect.poll(() => visit.last().text).toContain(speak('de')('help'))
  expect(visit.user.sees.filter(({ text }) => text.includes(speak('de')('help')))).toHaveLength(1)
})

it('takes an update once that comes again, late and with numbers that jumped', async () => {
  const visit = visitor('de')
  await visit.says('/start')
  const update = visit.user.sends('Hilfe')
  await visit.settle()
  office.fake!.queue.jump()
  await visit.says('Datenschutz')
  const seen = visit.user.sees.length
  visit.user.repeats(update)
  visit.user.repeats(update)
  await visit.settle()
  expect(visit.user.sees).toHaveLength(seen)
  await visit.says('Hilfe')
  expect(visit.user.sees).toHaveLength(seen + 1)
})
