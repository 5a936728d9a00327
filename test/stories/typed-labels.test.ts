import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Language, loadTexts } from '#texts.ts'
import { channels, openOfficeOn } from './open-office.ts'
import { person } from './person.ts'

const languages: readonly Language[] = ['uk', 'de', 'en', 'ru', 'tr', 'ar', 'fr']
const speak = loadTexts()

describe.each(channels)('on %s', (channel) => {
  let office: Awaited<ReturnType<typeof openOfficeOn>>
  beforeAll(async () => {
    office = await openOfficeOn(channel)
  })
  afterAll(() => office.close())

  const visit = async (language: Language) => {
    const user = person(await office.line(), language)
    await user.arrives()
    return user
  }

  describe.each(languages)('in %s', (language) => {
    it('does for a text on a button what the button does, whether it is pressed or typed', async () => {
      const user = await visit(language)
      const types = async (label: string) => {
        await user.says(label.toUpperCase())
        const heard = user.heard.map((each) => each.text).join('\n')
        for (const key of ['unclear.once', 'stale.already', 'left'] as const)
          expect(heard, label).not.toContain(user.t(key))
      }
      await types(user.t('menu.book'))
      for (const step of ['department', 'service', 'day', 'time', 'confirm']) {
        await user.goesTo(step, { name: 'Taste Getippt', birthday: '01.02.1980' })
        if (step === 'time') {
          await types(user.t('change.day'))
          user.isAsked('day')
          await user.says(user.t('menu.back'))
          user.isAsked('time')
        }
        const changes = step === 'confirm' ? user.choices.filter(({ value }) => value.startsWith('menu:change-')) : []
        for (const { label, value } of changes) {
          await types(label)
          expect(value).toContain(user.step)
          await user.says(user.t('menu.back'))
          user.isAsked('confirm')
        }
        await types(user.choices[0]?.label ?? '')
        expect(user.step, user.heard.map((each) => each.text).join('\n')).not.toBe(step)
      }
      expect(user.heard.find((each) => each.booked)).toBeDefined()
      await types(user.t('menu.cancel'))
      user.isAsked('confirm')
      await types(user.t('confirm.cancel'))
      expect(user.heard.some(({ cancelled }) => cancelled)).toBe(true)
    })
  })

  it('takes “another time” for the reserved one, and loses nothing', async () => {
    const user = await visit('uk')
    await user.goesTo('confirm', { name: 'Час Інший', birthday: '03.02.1980' })
    await user.says('змінити час')
    user.isAsked('time')
    await user.says(user.t('menu.back'))
    user.isAsked('confirm')
    await user.says('перенести')
    user.isAsked('time')
    await user.tapsFirst()
    user.isAsked('confirm')
    user.sees('Час Інший')
  })

  it('says that the appointment stands when somebody stops half-way through a cancellation', async () => {
    const user = await visit('de')
    await user.books({ name: 'Halb Abgesagt', birthday: '04.02.1980' })
    for (const word of ['absagen', 'nein', 'zurück']) {
      await user.says('absagen')
      user.isAsked('confirm')
      await user.says(word)
      user.sees(user.t('kept'))
      user.isAsked('menu')
    }
    await user.says(user.t('menu.appointments'))
    expect(user.heard.filter((each) => each.card)).toHaveLength(1)
  })

  it('stops what is open on “stop”, and messages only where nothing is', async () => {
    const user = await visit('uk')
    await user.goesTo('day')
    await user.says('стоп')
    user.isAsked('menu')
    expect(user.heard.map((each) => each.text).join('\n')).not.toContain(user.t('reminders.off'))
    await user.says('стоп')
    user.sees(user.t('reminders.off'))
    await user.goesTo('day')
    await user.says('не писати')
    user.sees(user.t('reminders.off'))
    user.isAsked('day')
  })

  it('offers the time again that somebody has reserved and goes back from, and frees it when they leave', async () => {
    const user = await visit('de')
    await user.goesTo('time')
    const [wanted] = user.choices
    await office.database.query({
      name: 'test-last-seat',
      text: `UPDATE slot SET capacity = greatest(1, booked + held) + (CASE WHEN booked + held > 0 THEN 1 ELSE 0 END)
             WHERE starts_at = $1::timestamptz`,
      values: [wanted?.value.slice('time:'.length)],
    })
    if (wanted) await user.presses(wanted)
    await user.says(user.t('menu.back'))
    user.isAsked('time')
    expect(user.choices[0]?.label).toBe(wanted?.label)
    await user.says(wanted?.label ?? '')
    expect(user.step).not.toBe('time')
    await user.says(user.t('menu.back'))
    await user.says('Menü')
    const [held] = await office.database.query<{ count: number }>({
      name: 'test-count-holds',
      text: `SELECT count(*)::int AS count FROM hold WHERE conversation_id = (
               SELECT id FROM conversation ORDER BY created_at DESC LIMIT 1
             )`,
      values: [],
    })
    expect(held?.count).toBe(0)
    user.sees(user.t('left'))
  })

  it('says what is wrong with a day that cannot be, and takes another day where the time is asked', async () => {
    const user = await visit('de')
    await user.goesTo('day')
    for (const day of ['30.02.2031', '32.12.', '00.00.0000']) {
      await user.says(day)
      user.sees(user.t('step.day.impossible'))
      user.isAsked('day')
    }
    await user.says('gestern')
    user.sees(/ist schon vorbei/)
    await user.says('31.12.2090')
    user.sees(/So weit im Voraus/)
    const [first, second] = user.choices
    await user.says(first?.label ?? '')
    user.isAsked('time')
    await user.says(second?.label ?? '')
    user.isAsked('time')
    user.sees(new RegExp(`${Number(second?.day?.slice(8))}\\.`))
  })

  it('puts a refused code differently the second time and offers help the third time', async () => {
    const user = await visit('uk')
    await user.says('код')
    user.isAsked('code')
    await user.says('вісім знаків')
    user.sees(user.t('step.code.refused'))
    await user.says('не знаю')
    user.sees(user.t('step.code.again'))
    await user.says('не знаю!')
    user.sees(user.t('help'))
    user.isAsked('code')
  })

  it('reads a code in a sentence and in letters that only look Latin', async () => {
    const user = await visit('uk')
    const { code } = await user.books({ name: 'Код Схожий', birthday: '05.02.1980' })
    const other = await visit('uk')
    const look: Record<string, string> = { C: 'С', H: 'Н', K: 'К', M: 'М', P: 'Р', T: 'Т', X: 'Х' }
    await other.says('код')
    await other.says(`мій код ${[...code].map((letter) => look[letter] ?? letter).join('')}`)
    other.isAsked('dateOfBirth')
  })

  it('answers a greeting with its question and no reproach', async () => {
    for (const [language, greeting] of [
      ['uk', 'Добрий день!'],
      ['de', 'Hallo'],
      ['en', 'thank you'],
      ['tr', 'merhaba'],
      ['ar', 'شكرًا'],
      ['fr', 'Bonjour'],
      ['ru', 'Здравствуйте'],
    ] as const) {
      const user = await visit(language)
      await user.says(greeting)
      user.isAsked('menu')
      expect(user.heard.map((each) => each.text).join('\n'), greeting).not.toContain(speak(language)('unclear.once'))
    }
  })
})

describe('in the web chat', () => {
  it('puts a date of birth that cannot be read differently and then offers help', async () => {
    const office = await openOfficeOn('webchat')
    const user = person(await office.line(), 'fr')
    await user.arrives()
    await user.goesTo('dateOfBirth')
    await user.says('un jour')
    user.sees(user.t('step.dateOfBirth.unclear'))
    await user.says('31.02.1990')
    user.sees(user.t('step.dateOfBirth.impossible'))
    user.sees(user.t('step.dateOfBirth.again'))
    await user.says('bientôt')
    user.sees(user.t('help'))
    user.isAsked('dateOfBirth')
    await office.close()
  })
})
