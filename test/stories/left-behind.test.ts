import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Language, loadTexts } from '#texts.ts'
import { openOffice } from './open-office.ts'
import { person } from './person.ts'
import { talkLine } from './talk-line.ts'
import { publicUrl, telegramVisitor } from './telegram-visitor.ts'

const speak = loadTexts()

let office: Awaited<ReturnType<typeof openOffice>>
beforeAll(async () => {
  const reach = { publicUrl, telegramBot: () => 'neuss_termin_bot', privateForms: ['telegram' as const] }
  office = await openOffice(undefined, { telegram: true, reach })
})
afterAll(() => office.close())

/** The code in the link that was said last. */
function linkIn(said: readonly { text: string }[]): string {
  return `c-${/[#=]c[-=]([\w-]{43})/.exec(said.map(({ text }) => text).join('\n'))?.[1]}`
}

describe.each(Language.options)('in %s', (language) => {
  it.each([
    ['webchat', 'telegram'],
    ['telegram', 'webchat'],
  ] as const)('a conversation that was left on %s for %s says so and has a way back', async (from, to) => {
    const left = person(await talkLine(office, { channel: from, language }), language)
    await left.listens()
    await left.taps(left.t(`menu.${to}`))
    const thereLine = await talkLine(office, { channel: to, link: linkIn(left.heard) })
    const there = person(thereLine, language)
    await there.listens()
    there.sees(there.t('transfer.done'))

    await left.listens()
    left.sees(left.t(`transfer.left-${to}`, { minutes: 15 }))
    left.isAsked('menu')
    expect(left.choices[0]?.value).toBe('menu:book')

    // Meanwhile it went on there; all of that comes back.
    await there.goesTo('day')
    await left.taps(left.t('menu.return'))
    left.sees(left.t('transfer.done'))
    left.isAsked('day')
    await there.listens()
    there.sees(there.t(`transfer.left-${from}`, { minutes: 15 }))
    there.isAsked('menu')
  })
})

it('takes nothing back after a while, or a second time', async () => {
  const left = person(await talkLine(office, { channel: 'webchat', language: 'de' }), 'de')
  await left.listens()
  await left.taps(left.t('menu.telegram'))
  const there = person(await talkLine(office, { link: linkIn(left.heard) }), 'de')
  await there.listens()
  await there.goesTo('day')
  await left.listens()
  const wayBack = left.choices.find(({ value }) => value.startsWith('menu:return-'))!
  await office.database.query({ name: 'test-expire', text: 'UPDATE transfer SET expires_at = now()', values: [] })
  await left.presses(wayBack)
  left.sees(left.t('transfer.gone'))
  left.isAsked('menu')
  await there.listens()
  expect(there.heard).toEqual([])
})

it('speaks the language of the conversation that was left', async () => {
  const line = await talkLine(office, { channel: 'webchat', language: 'ar' })
  const left = person(line, 'ar')
  await left.listens()
  await left.taps(left.t('menu.telegram'))
  const link = linkIn(left.heard)
  const there = await talkLine(office, { language: 'de' })
  await there.act({ kind: 'joined', link, language: 'de' })
  await left.listens()
  left.sees(speak('ar')('transfer.left-telegram', { minutes: 15 }))
})

it('rings on Telegram, where the buttons before it go away', async () => {
  const visitor = telegramVisitor(office, 'uk')
  await visitor.says('/start')
  await visitor.goesToPage()
  const asked = visitor.last()
  visitor.user.forges('menu:webchat')
  await visitor.settle()
  const link = linkIn(visitor.user.sees)
  const web = person(await talkLine(office, { channel: 'webchat', link }), 'uk')
  await web.listens()
  web.isAsked('name')
  // What nobody waits for is looked for each second.
  await expect
    .poll(() => visitor.last().text, { timeout: 5000 })
    .toContain(speak('uk')('transfer.left-webchat', { minutes: 15 }))
  await visitor.settle()
  expect(visitor.last().id).not.toBe(asked.id)
  expect(visitor.user.sees.slice(0, -1).flatMap(({ keyboard }) => keyboard)).toEqual([])
  await visitor.taps(speak('uk')('menu.return'))
  expect(visitor.last().text).toContain(speak('uk')('form.applicant', { minutes: 15 }))
})
