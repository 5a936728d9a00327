import { afterAll, beforeAll, expect, it } from 'vitest'
import { openOffice } from './open-office.ts'
import { person } from './person.ts'
import { talkLine } from './talk-line.ts'

let office: Awaited<ReturnType<typeof openOffice>>
const reach = {
  publicUrl: 'https://termine.example.de',
  telegramBot: () => 'neuss_termin_bot',
  privateForms: ['telegram' as const],
}
beforeAll(async () => {
  office = await openOffice((database) => database, { reach })
})
afterAll(() => office.close())

it('begins a booking in the department and language of a poster', async () => {
  const user = person(await talkLine(office, { link: 'd-ukraine_l-uk' }), 'uk')
  await user.listens()
  user.sees(user.t('greeting'))
  user.isAsked('service')
  await user.taps(user.t('menu.back'))
  user.isAsked('department')
})

it('keeps the language that was chosen before, and what was answered since the same link', async () => {
  const line = await talkLine(office, { language: 'ru' })
  const user = person(line, 'ru')
  await user.listens()
  await line.act({ kind: 'joined', link: 'd-ukraine_l-uk' })
  await user.listens()
  user.sees(user.t('step.service.ask'))
  await user.goesTo('day')
  await line.act({ kind: 'joined', link: 'd-ukraine_l-uk' })
  await user.listens()
  user.isAsked('day')
  await line.act({ kind: 'joined', link: 'd-general_l-uk' })
  await user.listens()
  user.isAsked('service')
})

it.each(['d-elsewhere', 'x', 'c-short', 'l-xx', `d-${'a'.repeat(5000)}`, 'd-ukraine_l-uk_', "d-'; DROP TABLE slot"])(
  'takes a link that says nothing to us for a plain beginning: %s',
  async (link) => {
    const user = person(await talkLine(office, { link, language: 'de' }), 'de')
    await user.listens()
    user.isAsked('menu')
  },
)

async function goesOnElsewhere(from: ReturnType<typeof person>, to: 'telegram' | 'webchat') {
  await from.taps(from.t(`menu.${to}`))
  const url = /https:\S+/.exec(from.heard.map(({ text }) => text).join('\n'))?.[0] ?? ''
  return new URL(url)
}

it('carries appointments and the open question from the web chat to Telegram, once', async () => {
  const web = person(await talkLine(office, { channel: 'webchat', language: 'ar' }), 'ar')
  await web.listens()
  const { code } = await web.books({ name: 'سارة المنتقلة', birthday: '09.09.1985' })
  const url = await goesOnElsewhere(web, 'telegram')
  expect(url.origin + url.pathname).toBe('https://t.me/neuss_termin_bot')
  const link = url.searchParams.get('start') ?? ''
  expect(link).toMatch(/^[\w-]{1,64}$/)

  const there = person(await talkLine(office, { link, language: 'de' }), 'ar')
  await there.listens()
  there.sees(there.t('transfer.done'))
  there.sees(code)
  there.isAsked('menu')
  await there.taps(there.t('menu.cancel'))
  await there.tapsFirst()
  expect(there.heard.find((each) => each.cancelled)?.cancelled).toEqual({ code })

  const thief = person(await talkLine(office, { link, language: 'de' }), 'de')
  await thief.listens()
  thief.sees(thief.t('transfer.gone'))
  expect(thief.heard.map(({ text }) => text).join()).not.toContain(code)
})

it('carries a reserved time and half a booking to the web chat, where it is finished', async () => {
  const telegram = await talkLine(office, { language: 'tr' })
  const user = person(telegram, 'tr')
  await user.listens()
  await user.goesTo('confirm', { name: 'Ayşe Taşınan', birthday: '10.10.1990' })
  await telegram.act({ kind: 'press', value: 'menu:webchat' })
  await user.listens()
  const url = /https:\S+/.exec(user.heard.map(({ text }) => text).join('\n'))?.[0] ?? ''
  const code = new URL(url).hash.slice('#c='.length)

  const web = person(await talkLine(office, { channel: 'webchat', link: `c-${code}` }), 'tr')
  await web.listens()
  web.isAsked('confirm')
  web.sees('Ayşe Taşınan')
  await web.tapsFirst()
  web.sees(web.t('card.booked'))

  // What was left behind has its language and no open task.
  await user.says('…')
  user.isAsked('menu')
})

it('asks for the whole person anew when a half-typed one would come to Telegram', async () => {
  const line = await talkLine(office, { channel: 'webchat', language: 'en' })
  const web = person(line, 'en')
  await web.listens()
  await web.goesTo('dateOfBirth', { name: 'Half Typed' })
  await line.act({ kind: 'press', value: 'menu:telegram' })
  await web.listens()
  const link = /start=([\w-]+)/.exec(web.heard.map(({ text }) => text).join('\n'))?.[1] ?? ''
  const there = person(await talkLine(office, { link }), 'en')
  await there.listens()
  there.isAsked('name')
  expect(there.form).toBeDefined()
  expect(there.heard.map(({ text }) => text).join()).not.toContain('Half Typed')
})

it('lets a code that ran out carry nothing', async () => {
  const web = person(await talkLine(office, { channel: 'webchat', language: 'de' }), 'de')
  await web.listens()
  const link = (await goesOnElsewhere(web, 'telegram')).searchParams.get('start') ?? ''
  await office.database.query({ name: 'test-expire', text: 'UPDATE transfer SET expires_at = now()', values: [] })
  const there = person(await talkLine(office, { link, language: 'de' }), 'de')
  await there.listens()
  there.sees(there.t('transfer.gone'))
})

it('two that open one code at once: one of them goes on', async () => {
  const web = person(await talkLine(office, { channel: 'webchat', language: 'de' }), 'de')
  await web.listens()
  const link = (await goesOnElsewhere(web, 'telegram')).searchParams.get('start') ?? ''
  const both = await Promise.all([1, 2, 3, 4].map(async () => talkLine(office, { link, language: 'de' })))
  const heard = await Promise.all(both.map(async (line) => (await line.hear()).map(({ text }) => text).join()))
  expect(heard.filter((text) => text.includes(web.t('transfer.done')))).toHaveLength(1)
})

it('offers no way to a channel that is not there', async () => {
  const bare = await openOffice()
  const user = person(await talkLine(bare, { channel: 'webchat', language: 'de' }), 'de')
  await user.listens()
  expect(user.choices.map(({ value }) => value)).not.toContain('menu:telegram')
  await bare.close()
})
