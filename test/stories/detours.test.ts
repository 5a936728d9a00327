import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { check } from '#appointments/check.ts'
import { channels, openOfficeOn } from './open-office.ts'
import { person } from './person.ts'
import { webchatLine } from './webchat-line.ts'

const birthdays = Array.from(
  { length: 40 },
  (_, index) => `${String((index % 28) + 1).padStart(2, '0')}.03.19${50 + index}`,
)
const someone = () => ({ name: 'Probe Person', birthday: birthdays.pop() ?? '01.01.1970' })

describe.each(channels)('on %s', (channel) => {
  let office: Awaited<ReturnType<typeof openOfficeOn>>
  beforeAll(async () => {
    office = await openOfficeOn(channel)
  })
  afterAll(async () => {
    expect(await check(office.database)).toMatchObject({ ok: true })
    await office.close()
  })

  const visit = async () => person(await office.line(), 'de')

  it('drops the answers that no longer fit a changed one, says so, and keeps the others', async () => {
    const user = await visit()
    await user.arrives()
    await user.goesTo('confirm', { name: 'Anna Änderung', birthday: '05.05.1990' })
    await user.taps(user.t('change.service'))
    user.isAsked('service')
    const [, second] = user.choices
    if (second) await user.presses(second)
    user.sees(/passt eine frühere Antwort nicht mehr/)
    await user.goesTo('confirm')
    user.sees('Anna Änderung')
  })

  it('keeps everything when the same answer is given again', async () => {
    const user = await visit()
    await user.arrives()
    await user.goesTo('confirm', someone())
    await user.taps(user.t('change.department'))
    await user.tapsFirst()
    user.isAsked('confirm')
  })

  it('puts a misunderstood question differently the second time and offers help the third time', async () => {
    const user = await visit()
    await user.arrives()
    await user.goesTo('day')
    await user.says('blubb')
    user.sees(user.t('unclear.once'))
    await user.says('blubb blubb')
    user.sees(user.t('step.day.again'))
    await user.says('blubb blubb blubb')
    user.sees(user.t('help'))
    user.isAsked('day')
  })

  it('explains an old button and does not press it on another question', async () => {
    const user = await visit()
    await user.arrives()
    await user.taps(user.t('menu.book'))
    const [old] = user.choices
    if (!old) throw new Error('no choice')
    await user.presses(old)
    user.isAsked('service')
    await user.presses(old)
    user.sees(user.t('stale.answered'))
    user.isAsked('service')
  })

  it('books once when the last button is pressed twice', async () => {
    const user = await visit()
    await user.arrives()
    await user.goesTo('confirm', someone())
    const [confirm] = user.choices
    if (!confirm) throw new Error('no choice')
    await user.presses(confirm)
    await user.presses(confirm)
    user.sees(user.t('stale.over'))
    await user.taps(user.t('menu.appointments'))
    expect(user.heard.filter((each) => each.card)).toHaveLength(1)
  })

  it('does not book with the button of an earlier summary', async () => {
    const user = await visit()
    await user.arrives()
    await user.goesTo('confirm', someone())
    const [earlier] = user.choices
    await user.taps(user.t('change.time'))
    const last = user.choices.filter(({ aside }) => !aside).at(-1)
    if (!earlier || !last) throw new Error('no choice')
    await user.presses(last)
    await user.presses(earlier)
    user.sees(user.t('stale.over'))
    user.isAsked('confirm')
  })

  it('says when the reserved time has run out, and offers others without losing an answer', async () => {
    const user = await visit()
    await user.arrives()
    await user.goesTo('people', { name: 'Lena Langsam', birthday: '07.07.1977' })
    const [due] = await office.database.query<{ conversationId: string; id: string }>({
      name: 'test-expire',
      text: `UPDATE hold SET expires_at = now() - interval '1 second' WHERE conversation_id = (
             SELECT id FROM conversation ORDER BY created_at DESC LIMIT 1) RETURNING conversation_id AS "conversationId", id`,
      values: [],
    })
    if (!due) throw new Error('nothing is held')
    await office.conversations.receive({
      address: { channel, conversationId: due.conversationId },
      key: `hold-expired:${due.id}`,
      act: { kind: 'hold-expired', holdId: due.id },
    })
    await user.listens()
    user.sees(user.t('hold.expired'))
    user.isAsked('time')
    await user.goesTo('confirm')
    user.sees('Lena Langsam')
  })

  it('moves an appointment within its service, however far somebody goes back', async () => {
    const user = await visit()
    await user.arrives()
    const who = someone()
    await user.books({ name: 'Probe Zurück', birthday: who.birthday })
    await user.says('menu:move')
    await user.goesTo('time')
    for (let steps = 0; user.step !== 'menu' && steps < 6; steps++) {
      await user.says('menu:back')
      expect(['day', 'location', 'appointment', 'menu']).toContain(user.step)
    }
    user.isAsked('menu')
    await user.says('menu:move')
    await user.goesTo('confirm')
    await user.tapsFirst()
    expect(user.heard.some(({ booked }) => booked)).toBe(true)
  })

  it('offers other times when the chosen one was taken meanwhile', async () => {
    const [quick, slow] = [await visit(), await visit()]
    await quick.arrives()
    await slow.arrives()
    await slow.goesTo('time')
    await office.database.query({
      name: 'test-fill',
      text: `UPDATE slot SET capacity = booked + held WHERE id = (SELECT min(id) FROM slot WHERE starts_at = $1::timestamptz AND is_free)`,
      values: [slow.choices[0]?.value.slice('time:'.length)],
    })
    await office.database.query({
      name: 'test-fill-all',
      text: 'UPDATE slot SET capacity = booked + held WHERE starts_at = $1::timestamptz',
      values: [slow.choices[0]?.value.slice('time:'.length)],
    })
    await slow.tapsFirst()
    slow.sees(/wurde leider gerade vergeben/)
    slow.sees(/Frei ist zum Beispiel noch/)
    slow.isAsked('time')
  })

  it('gives one person one appointment per department, however the name is spelled', async () => {
    const [first, second] = [await visit(), await visit()]
    await first.arrives()
    await first.books({ name: 'Zoë Müller-Łącka', birthday: '11.11.1981' })
    await second.arrives()
    await second.goesTo('confirm', { name: '  zoe  MULLER lacka ', birthday: '11.11.1981' })
    await second.tapsFirst()
    second.sees(second.t('book.has-one'))
    await first.goesTo('confirm', { name: 'ZOË MÜLLER-ŁĄCKA', birthday: '11.11.1981' })
    await first.tapsFirst()
    first.sees(/gibt es in diesem Bereich schon einen Termin: .*Code/)
  })

  it('opens an appointment elsewhere with its code and the date of birth, and not with a wrong one', async () => {
    const [home, elsewhere] = [await visit(), await visit()]
    await home.arrives()
    const card = await home.books({ name: 'Otto Anderswo', birthday: '12.12.1960' })
    await elsewhere.arrives()
    await elsewhere.says('absagen')
    elsewhere.isAsked('code')
    await elsewhere.says(card.code.toLowerCase())
    await elsewhere.says('13.12.1960')
    elsewhere.sees(/noch 4 Versuche/)
    elsewhere.isAsked('code')
    await elsewhere.says(card.code)
    await elsewhere.says('12.12.1960')
    elsewhere.isAsked('confirm')
    await elsewhere.taps(elsewhere.t('confirm.cancel'))
    expect(elsewhere.heard.some((each) => each.cancelled)).toBe(true)
  })

  it('locks after five wrong tries', async () => {
    const user = await visit()
    await user.arrives()
    await user.taps(user.t('menu.code'))
    for (let tries = 0; tries < 5; tries++) {
      await user.says('BCDF2345')
      await user.says('01.01.1990')
    }
    user.sees(user.t('open.locked'))
    user.isAsked('menu')
  })

  it('remembers the wish of somebody whom no time suits', async () => {
    const user = await visit()
    await user.arrives()
    await user.goesTo('day')
    await user.taps(user.t('menu.subscribe'))
    user.isAsked('until')
    await user.taps(user.t('waitlist.until-any'))
    await user.taps(user.t('waitlist.notice-1440'))
    user.isAsked('confirm')
    await user.taps(user.t('waitlist.yes'))
    user.sees(user.t('waitlist.done').slice(0, 20))
    const wishes = await office.database.prisma.subscription.findMany({ where: { endedAt: null } })
    expect(wishes).toHaveLength(1)
  })

  it('deletes everything on request, cancels what is booked, and goes on as if new', async () => {
    const user = await visit()
    await user.arrives()
    await user.books({ name: 'Vera Vergessen', birthday: '09.09.1999' })
    await user.taps(user.t('menu.erase'))
    user.sees(/kommender Termin wird dabei abgesagt/)
    await user.taps(user.t('confirm.erase'))
    user.sees(user.t('erase.done'))
    await user.taps(user.t('menu.appointments'))
    user.sees(user.t('step.appointment.none'))
  })

  it.each([
    ['name', 'x'.repeat(101), 'step.name.too-long'],
    ['name', '😀😀😀', 'step.name.not-a-name'],
    ['name', '   ', 'step.name.empty'],
    ['name', '<script>alert(1)</script>', 'step.name.not-a-name'],
    ['dateOfBirth', '31.02.1990', 'step.dateOfBirth.impossible'],
    ['dateOfBirth', '01.01.2090', 'step.dateOfBirth.future'],
    ['dateOfBirth', '01.01.1790', 'step.dateOfBirth.too-old'],
    ['dateOfBirth', 'gestern irgendwann', 'step.dateOfBirth.unclear'],
  ] as const)('at %s refuses %s with a clear sentence and asks again', async (step, text, reason) => {
    const user = await visit()
    await user.arrives()
    await user.goesTo(step)
    await user.says(text)
    user.sees(user.t(reason))
    user.isAsked(step)
  })

  it('opens the cancelling by the word alone, and inside a dialog leaves it', async () => {
    const user = await visit()
    await user.arrives()
    await user.books({ name: 'Willi Wort', birthday: '03.04.1955' })
    await user.says('скасувати')
    user.isAsked('confirm')
    user.sees(/Möchten Sie diesen Termin absagen/)
    await user.says('/cancel')
    user.isAsked('menu')
  })

  it.runIf(channel === 'webchat')('greets in the language that is offered first to this device, and asks', async () => {
    const user = person(await webchatLine(office.origin, { locale: 'uk-UA' }), 'uk')
    await user.listens()
    user.isAsked('language')
    expect(user.choices[0]?.value).toBe('language:uk')
  })
})
