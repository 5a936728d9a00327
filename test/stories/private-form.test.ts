import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Language } from '#texts.ts'
import { openOffice } from './open-office.ts'
import { person } from './person.ts'
import { talkLine } from './talk-line.ts'

let office: Awaited<ReturnType<typeof openOffice>>
beforeAll(async () => {
  const reach = {
    publicUrl: 'https://termine.example.de',
    telegramBot: () => 'neuss_termin_bot',
    privateForms: ['telegram' as const],
  }
  office = await openOffice((database) => database, { reach })
})
afterAll(() => office.close())

async function everythingSaid(conversationId: string): Promise<string> {
  return JSON.stringify(await office.conversations.log(conversationId, 0))
}

describe.each(Language.options)('in %s', (language) => {
  it('takes name, date of birth and number of people on a page and goes on by itself', async () => {
    const line = await talkLine(office, { language })
    const user = person(line, language)
    await user.listens()
    user.sees(user.t('greeting'))
    user.sees(`https://termine.example.de/?language=${language}`)
    await user.goesTo('name')
    user.sees(user.t('form.applicant', { minutes: 15 }))
    expect(user.form?.label).toBe(user.t('form.button'))

    const who = { name: `Марія Приватна ${language === 'ar' ? 'سارة' : language}`, birthday: '07.03.1988' }
    await user.fillsIn(who)
    user.isAsked('confirm')
    user.sees(user.t('form.received'))
    user.sees(user.t('form.entered-where'))
    const booked = await user.books(who)

    await user.taps(user.t('menu.cancel'))
    await user.tapsFirst()
    expect(user.heard.find((each) => each.cancelled)?.cancelled).toEqual({ code: booked.code })
    const said = await everythingSaid(line.conversationId)
    expect(said).not.toContain('Приватна')
    expect(said).not.toMatch(/07\.03\.1988|1988-03-07|1988/)
  })
})

it('refuses a name typed in the chat kindly and keeps nothing of it', async () => {
  const line = await talkLine(office, { language: 'uk' })
  const user = person(line, 'uk')
  await user.listens()
  await user.goesTo('name')
  await user.says('Олена Надрукована')
  user.sees(user.t('form.typed'))
  user.isAsked('name')
  expect(await everythingSaid(line.conversationId)).not.toContain('Надрукована')
})

it('gives a new page for the asking, and the earlier one still counts', async () => {
  const line = await talkLine(office, { language: 'de' })
  const user = person(line, 'de')
  await user.listens()
  await user.goesTo('name')
  const first = user.form?.token ?? ''
  await user.taps(user.t('form.again'))
  user.isAsked('name')
  expect(user.form?.token).not.toBe(first)
  await line.fillIn?.(first, { name: 'Erste Seite', birthday: '1.2.1990' })
  await user.listens()
  user.isAsked('confirm')
})

it('asks on the page again when personal details are changed, and goes back past it in one step', async () => {
  const user = person(await talkLine(office, { language: 'fr' }), 'fr')
  await user.listens()
  await user.goesTo('confirm', { name: 'Anne Première', birthday: '1.2.1990' })
  expect(user.choices.map(({ label }) => label)).not.toContain(user.t('change.dateOfBirth'))
  await user.taps(user.t('form.change'))
  user.isAsked('name')
  await user.fillsIn({ name: 'Anne Seconde', birthday: '1.2.1990' })
  user.isAsked('confirm')
  await user.taps(user.t('menu.back'))
  user.isAsked('name')
  await user.taps(user.t('menu.back'))
  user.isAsked('time')
})

it('keeps what the page said while the reserved time ran out', async () => {
  const line = await talkLine(office, { language: 'en' })
  const user = person(line, 'en')
  await user.listens()
  await user.goesTo('name')
  const token = user.form?.token ?? ''
  const [held] = await office.database.query<{ id: string }>({
    name: 'test-hold',
    text: `UPDATE hold SET expires_at = now() - interval '1 second' WHERE conversation_id = $1 RETURNING id`,
    values: [line.conversationId],
  })
  await line.act({ kind: 'hold-expired', holdId: held?.id ?? '' })
  await user.listens()
  user.isAsked('time')
  await line.fillIn?.(token, { name: 'Late Typist', birthday: '3.4.1995' })
  await user.listens()
  user.sees(user.t('form.received'))
  user.isAsked('time')
  await user.tapsFirst()
  user.isAsked('confirm')
})

it('lets go of a page whose task is over', async () => {
  const line = await talkLine(office, { language: 'tr' })
  const user = person(line, 'tr')
  await user.listens()
  await user.goesTo('name')
  const token = user.form?.token ?? ''
  await user.taps(user.t('menu.stop'))
  await line.fillIn?.(token, { name: 'Vergeblich Getippt', birthday: '3.4.1995' })
  await user.listens()
  user.sees(user.t('form.over'))
  user.isAsked('menu')
})

it('opens an appointment by its code with the date of birth from a page', async () => {
  const owner = person(await talkLine(office, { language: 'ru' }), 'ru')
  await owner.listens()
  const { code } = await owner.books({ name: 'Вера Чужая', birthday: '05.06.1977' })

  const helper = await talkLine(office, { language: 'ru' })
  const user = person(helper, 'ru')
  await user.listens()
  await user.taps(user.t('menu.code'))
  await user.says(code)
  user.isAsked('dateOfBirth')
  await user.says('05.06.1977')
  user.sees(user.t('form.typed'))
  await user.fillsIn({ name: 'egal', birthday: '06.06.1977' })
  user.sees(user.t('open.wrong', { count: 4 }))
  user.isAsked('code')
  await user.says(code)
  await user.fillsIn({ name: 'egal', birthday: '5 июня 1977' })
  user.sees(user.t('card.yours'))
  user.sees(code)
  expect(await everythingSaid(helper.conversationId)).not.toContain('1977')
})

it('asks in the chat where the channel is our own', async () => {
  const user = person(await talkLine(office, { channel: 'webchat', language: 'de' }), 'de')
  await user.listens()
  await user.goesTo('name')
  expect(user.form).toBeUndefined()
  await user.says('Karl Offen')
  user.isAsked('dateOfBirth')
})
