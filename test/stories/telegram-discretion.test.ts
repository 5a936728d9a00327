import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Language, loadTexts } from '#texts.ts'
import { openOffice } from './open-office.ts'
import { person } from './person.ts'
import { publicUrl, telegramVisitor } from './telegram-visitor.ts'
import { webchatLine } from './webchat-line.ts'

const speak = loadTexts()

/** What nobody should read over a shoulder, in any of the languages. */
const telling = new RegExp(
  [
    /asyl|duldung|gestattung|aufenthalt|niederlassung|fiktion|reiseausweis|ukrain|flücht|bamf|§/,
    /asylum|toleration|residence|permit|refugee|travel document/,
    /притул|україн|проживан|біжен|проїзн/,
    /убежищ|украин|жительств|бежен|проездн/,
    /iltica|ukrayna|oturma|mülteci|ikamet|seyahat belgesi/,
    /لجوء|أوكراني|الإقامة|لاجئ|وثيقة سفر/,
    /asile|séjour|réfugié|titre de voyage/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'iu',
)

let office: Awaited<ReturnType<typeof openOffice>>
beforeAll(async () => {
  office = await openOffice(undefined, { telegram: true, reach: { publicUrl, privateForms: ['telegram'] } })
})
afterAll(() => office.close())

/** Chooses department and service; what passes through Telegram from then on. */
async function choose(visitor: ReturnType<typeof telegramVisitor>, department: string, service: string) {
  const task = visitor.user.asked?.keyboard.flat().some(({ callback_data: data }) => data === 'menu:book')
  if (task) await visitor.taps('menu:book')
  await visitor.taps(`department:${department}`)
  const since = visitor.calls().length
  await visitor.taps(`service:${service}`)
  return () => [
    ...visitor
      .calls()
      .slice(since)
      // What is random may spell anything.
      .map(({ params }) => JSON.stringify(params).replaceAll(/\/[fd]\/[\w-]+|attach:\/\/\w+/g, '')),
    // Lines of a calendar file are folded.
    ...visitor.user.sees.map(({ document }) => document?.bytes.toString().replaceAll(/\r\n[ \t]/g, '') ?? ''),
  ]
}

describe.each(Language.options)('in %s', (language) => {
  const t = speak(language)
  const number = Language.options.indexOf(language) + 1

  it.each([
    ['asylum', 'asylum-toleration'],
    ['asylum', 'asylum-residence'],
    ['general', 'general-family'],
    ['ukraine', 'ukraine-first'],
  ])('nothing that is said after choosing %s, %s names it', async (department, service) => {
    const visitor = telegramVisitor(office, language)
    await visitor.says('/start')
    const passed = await choose(visitor, department, service)
    await visitor.goesOnUntil(() => visitor.buttons().some(({ url }) => url?.includes('/f/')))
    expect(visitor.last().text).toContain(`✓ ${t('label.department')}\n✓ ${t('label.service')}\n`)
    const page = await (await fetch(visitor.page())).text()
    expect(page).toContain(t('label.department'))
    expect(page).toMatch(telling)
    await visitor.fillsIn({ name: 'Олена Тест', birthday: `0${number}.06.1985`, people: '1' })
    expect(visitor.last().text).toContain(t('card.booked'))
    expect(visitor.last().text).toContain(t('card.documents-elsewhere'))

    const link = visitor.buttons().find(({ url }) => url?.includes('/d/'))
    expect(link?.text).toBe(`📄 ${t('card.documents-button')}`)
    const documents = await fetch(link?.url?.replace(publicUrl, office.origin) ?? '')
    expect(documents.status).toBe(200)
    const listed = await documents.text()
    expect(listed).toContain(t('card.documents'))
    const { documents: wanted, name } = office.office.departments
      .flatMap(({ services }) => services)
      .find(({ id }) => id === service)!
    const escaped = (text = '') => text.replaceAll("'", '&#39;')
    expect(listed).toContain(escaped(name[language]))
    for (const each of wanted[language] ?? []) expect(listed).toContain(escaped(each))

    await visitor.taps(`📅 ${t('telegram.calendar')}`)
    expect(visitor.last().document?.bytes.toString()).toContain('BEGIN:VCALENDAR')
    for (const task of ['menu:appointments', 'menu:move', 'menu:stop', 'menu:cancel']) await visitor.taps(task)
    expect(visitor.last().text).toContain(t('card.title-discreet'))
    await visitor.tapsFirst()
    expect(passed().flatMap((said) => telling.exec(said)?.input ?? [])).toEqual([])
  })
})

it('names in a list of appointments where they are, not what for', async () => {
  const visitor = telegramVisitor(office, 'de')
  await visitor.says('/start')
  await visitor.books('21.06.1985', 'department:asylum')
  await visitor.books('21.06.1985', 'department:ukraine')
  const since = visitor.calls().length
  await visitor.taps('menu:cancel')
  expect(visitor.buttons()[0]?.text).toContain('Kreishaus')
  await visitor.tapsFirst()
  const passed = JSON.stringify(visitor.calls().slice(since))
  expect(passed).not.toMatch(telling)
})

it('asks to remember a wish without naming it', async () => {
  const visitor = telegramVisitor(office, 'ru')
  await visitor.says('/start')
  const passed = await choose(visitor, 'asylum', 'asylum-pick-up')
  await visitor.goesOnUntil(() => visitor.buttons().some(({ callback_data: data }) => data === 'menu:subscribe'))
  await visitor.taps('menu:subscribe')
  await visitor.taps('until:any')
  await visitor.taps('notice:60')
  expect(visitor.last().text).toContain(speak('ru')('card.title-discreet'))
  await visitor.tapsFirst()
  expect(passed().flatMap((said) => telling.exec(said)?.input ?? [])).toEqual([])
})

it('leads to where the appointment is after a move, and to nothing once it is cancelled', async () => {
  const visitor = telegramVisitor(office, 'de')
  await visitor.says('/start')
  await visitor.books('22.06.1985', 'department:asylum')
  const link =
    visitor
      .buttons()
      .find(({ url }) => url?.includes('/d/'))
      ?.url?.replace(publicUrl, office.origin) ?? ''
  const times = async () => /\d\d:\d\d/.exec(await (await fetch(link)).text())?.[0]
  await visitor.taps('menu:move')
  const isOffered = (value?: string) => value?.startsWith('time:') === true
  await visitor.goesOnUntil(() => visitor.buttons().some(({ callback_data: value }) => isOffered(value)))
  const last = visitor.buttons().findLast(({ callback_data: value }) => isOffered(value))
  expect(await times()).not.toBe(last?.text)
  await visitor.taps(last?.callback_data ?? '')
  await visitor.tapsFirst()
  expect(visitor.last().text).toContain(speak('de')('card.moved'))
  expect(await times()).toBe(last?.text)
  await visitor.taps('menu:cancel')
  await visitor.tapsFirst()
  expect((await fetch(link)).status).toBe(404)
  expect((await fetch(`${office.origin}/d/nothing`)).status).toBe(404)
})

it('keeps all of it on our own chat', async () => {
  const user = person(await webchatLine(office.origin, { locale: 'de' }), 'de')
  await user.arrives()
  const card = await user.books({ name: 'Karla Offen', birthday: '23.06.1985' })
  expect(card.documents.length).toBeGreaterThan(0)
  expect(card.documentsUrl).toBeUndefined()
  expect(card.title).toBe(speak('de')('card.title'))
  expect(card.service).not.toBe(card.title)
})
