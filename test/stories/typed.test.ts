import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Language, nativeName } from '#texts.ts'
import { channels, openOfficeOn } from './open-office.ts'
import { person } from './person.ts'

type Words = {
  book: string
  department: string
  name: string
  birthday: string
  people: string
  yes: string
  cancel: string
  month: (day: string) => string
}

/** "14 грудня", as people write a date; day and month are those of a day that is offered. */
const written = (locale: string) => (day: string) =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(day))

/** What people type who never press a button: each in the language's own words, digits and forms of a date. */
const typists: Record<Language, Words> = {
  uk: {
    book: 'записатися',
    department: '1',
    name: 'Мар’яна Гончаренко',
    birthday: '24 серпня 1991',
    people: 'двоє',
    yes: 'так',
    cancel: 'скасувати',
    month: written('uk'),
  },
  de: {
    book: 'Termin buchen',
    department: '1',
    name: 'Jürgen Groß',
    birthday: '24. August 1991',
    people: 'zwei',
    yes: 'ja',
    cancel: 'absagen',
    month: written('de'),
  },
  en: {
    book: 'book',
    department: '1',
    name: 'Mary-Ann O’Neill',
    birthday: '24 August 1991',
    people: 'two',
    yes: 'yes',
    cancel: 'cancel',
    month: written('en-GB'),
  },
  ru: {
    book: 'записаться',
    department: '1',
    name: 'Алёна Королёва',
    birthday: '24 августа 1991',
    people: 'двое',
    yes: 'да',
    cancel: 'отменить',
    month: written('ru'),
  },
  tr: {
    book: 'randevu al',
    department: '1',
    name: 'Işıl İnci',
    birthday: '24 Ağustos 1991',
    people: 'iki',
    yes: 'evet',
    cancel: 'iptal',
    month: written('tr'),
  },
  ar: {
    book: 'حجز موعد',
    department: '١',
    name: 'عبد الرحمن الأحمد',
    birthday: '٢٤/٠٨/١٩٩١',
    people: '٢',
    yes: 'نعم',
    cancel: 'إلغاء',
    month: written('ar-u-nu-arab'),
  },
  fr: {
    book: 'prendre rendez-vous',
    department: '1',
    name: 'Hélène d’Arc',
    birthday: '24 août 1991',
    people: 'deux',
    yes: 'oui',
    cancel: 'annuler',
    month: written('fr'),
  },
}

describe.each(channels)('on %s', (channel) => {
  let office: Awaited<ReturnType<typeof openOfficeOn>>
  beforeAll(async () => {
    office = await openOfficeOn(channel)
  })
  afterAll(() => office.close())

  it.each(Object.entries(typists))('in %s books and cancels by typing alone', async (tag, words) => {
    const language = tag as Language
    const user = person(await office.line(), language)
    await user.listens()
    await user.says(nativeName(language))
    user.isAsked('menu')
    await user.says(words.book)
    user.isAsked('department')
    await user.says(words.department)
    user.isAsked('service')
    await user.says(user.choices[1]?.label ?? '')
    if (user.step === 'location') await user.says(user.choices[0]?.label ?? '')
    user.isAsked('day')
    const days = user.choices.flatMap(({ day }) => day ?? [])
    await user.says(words.month(days[3] ?? ''))
    user.isAsked('time')
    const [time] = user.choices
    expect(time?.value).toContain(days[3])
    await user.says(time?.label ?? '')
    user.isAsked('name')
    await user.says(words.name)
    user.isAsked('dateOfBirth')
    await user.says(words.birthday)
    user.isAsked('people')
    await user.says(words.people)
    user.isAsked('confirm')
    user.sees(words.name.replace('’', "'").slice(0, 3))
    user.sees(user.t('step.people.count', { count: 2 }))
    await user.says(words.yes)
    expect(user.heard.find((each) => each.booked)?.booked?.startsAt.slice(0, 10)).toBe(days[3])
    await user.says(words.cancel)
    user.isAsked('confirm')
    await user.says(words.yes)
    expect(user.heard.some((each) => each.cancelled)).toBe(true)
  })
})
