import { describe, expect, test } from 'vitest'
import { readDay } from '#conversation/understanding/day.ts'
import { Language } from '#texts.ts'

/** A Thursday. */
const today = '2026-11-19'

const said: Record<Language, [text: string, day: string][]> = {
  uk: [
    ['14 грудня', '2026-12-14'],
    ['14 грудень', '2026-12-14'],
    ['14 груд.', '2026-12-14'],
    ['14-го грудня 2026 року', '2026-12-14'],
    ['14грудня', '2026-12-14'],
    ['понеділок, 14 грудня', '2026-12-14'],
    ['14 числа', '2026-12-14'],
    ['14-го', '2026-12-14'],
    ['сьогодні', '2026-11-19'],
    ['завтра', '2026-11-20'],
    ['Завтра!', '2026-11-20'],
    ['післязавтра', '2026-11-21'],
    ['вівторок', '2026-11-24'],
    ['у вівторок', '2026-11-24'],
    ['в середу', '2026-11-25'],
    ["у п'ятницю", '2026-11-20'],
    ['у пʼятницю', '2026-11-20'],
    ['в пятницю', '2026-11-20'],
    ['вт', '2026-11-24'],
    ['наступного вівторка', '2026-11-24'],
    ['наступна п’ятниця', '2026-11-27'],
    ['найближча пʼятниця', '2026-11-20'],
    ['цієї пʼятниці', '2026-11-20'],
    ['у вівторок наступного тижня', '2026-11-24'],
    ['через тиждень', '2026-11-26'],
    ['через 3 дні', '2026-11-22'],
    ['за два тижні', '2026-12-03'],
    ['вівторок через тиждень', '2026-12-01'],
    ['будь ласка, завтра', '2026-11-20'],
  ],
  de: [
    ['14. Dezember', '2026-12-14'],
    ['am 14. Dezember 2026', '2026-12-14'],
    ['14. Dez.', '2026-12-14'],
    ['Montag, den 14.12.', '2026-12-14'],
    ['3. März', '2027-03-03'],
    ['3. Maerz', '2027-03-03'],
    ['3. Marz', '2027-03-03'],
    ['3. Jänner', '2027-01-03'],
    ['am 14.', '2026-12-14'],
    ['heute', '2026-11-19'],
    ['Morgen', '2026-11-20'],
    ['morgen früh bitte', '2026-11-20'],
    ['übermorgen', '2026-11-21'],
    ['uebermorgen', '2026-11-21'],
    ['Dienstag', '2026-11-24'],
    ['am Dienstag', '2026-11-24'],
    ['Di', '2026-11-24'],
    ['Sonnabend', '2026-11-21'],
    ['nächsten Dienstag', '2026-11-24'],
    ['nächsten Freitag', '2026-11-27'],
    ['naechsten Freitag', '2026-11-27'],
    ['kommenden Freitag', '2026-11-20'],
    ['Dienstag nächster Woche', '2026-11-24'],
    ['in der nächsten Woche am Freitag', '2026-11-27'],
    ['in 3 Tagen', '2026-11-22'],
    ['in drei Tagen', '2026-11-22'],
    ['in einer Woche', '2026-11-26'],
    ['heute in einer Woche', '2026-11-26'],
    ['morgen in zwei Wochen', '2026-12-04'],
    ['in einem Monat', '2026-12-19'],
  ],
  en: [
    ['December 14', '2026-12-14'],
    ['14 December', '2026-12-14'],
    ['14th of December', '2026-12-14'],
    ['Dec 14th, 2026', '2026-12-14'],
    ['on Monday 14 December 2026', '2026-12-14'],
    ['the 14th', '2026-12-14'],
    ['today', '2026-11-19'],
    ['tomorrow', '2026-11-20'],
    ['TOMORROW please', '2026-11-20'],
    ['the day after tomorrow', '2026-11-21'],
    ['on Tuesday', '2026-11-24'],
    ['tue', '2026-11-24'],
    ['this Friday', '2026-11-20'],
    ['next Friday', '2026-11-27'],
    ['this coming Friday', '2026-11-20'],
    ['Friday next week', '2026-11-27'],
    ['in 3 days', '2026-11-22'],
    ['three days from now', '2026-11-22'],
    ['in a week', '2026-11-26'],
    ["in a week's time", '2026-11-26'],
    ['a week from Tuesday', '2026-12-01'],
    ['in a fortnight', '2026-12-03'],
  ],
  ru: [
    ['14 декабря', '2026-12-14'],
    ['14 дек.', '2026-12-14'],
    ['14-го декабря 2026 г.', '2026-12-14'],
    ['14 числа', '2026-12-14'],
    ['сегодня', '2026-11-19'],
    ['завтра', '2026-11-20'],
    ['послезавтра', '2026-11-21'],
    ['во вторник', '2026-11-24'],
    ['в среду', '2026-11-25'],
    ['пн', '2026-11-23'],
    ['в следующий вторник', '2026-11-24'],
    ['в следующую пятницу', '2026-11-27'],
    ['в ближайшую пятницу', '2026-11-20'],
    ['в пятницу на следующей неделе', '2026-11-27'],
    ['через неделю', '2026-11-26'],
    ['через 3 дня', '2026-11-22'],
    ['через пять дней', '2026-11-24'],
  ],
  tr: [
    ['14 Aralık', '2026-12-14'],
    ['14 ARALIK 2026', '2026-12-14'],
    ['14 aralik', '2026-12-14'],
    ["14 Aralık'ta", '2026-12-14'],
    ["14.12.2026'da", '2026-12-14'],
    ['14 Aralık Pazartesi günü', '2026-12-14'],
    ["ayın 14'ü", '2026-12-14'],
    ["Aralığın 14'ünde", '2026-12-14'],
    ['bugün', '2026-11-19'],
    ['yarın', '2026-11-20'],
    ['YARIN', '2026-11-20'],
    ['öbür gün', '2026-11-21'],
    ['Salı günü', '2026-11-24'],
    ['salıya', '2026-11-24'],
    ['SALI', '2026-11-24'],
    ['gelecek Cuma', '2026-11-27'],
    ['önümüzdeki Cuma', '2026-11-20'],
    ['haftaya cuma', '2026-11-27'],
    ['gelecek hafta cuma', '2026-11-27'],
    ['haftaya bugün', '2026-11-26'],
    ['3 gün sonra', '2026-11-22'],
    ['bir hafta sonra', '2026-11-26'],
  ],
  ar: [
    ['١٤ ديسمبر', '2026-12-14'],
    ['14 كانون الأول', '2026-12-14'],
    ['١٤ كانون الاول ٢٠٢٦', '2026-12-14'],
    ['۱۴ كانون الثاني', '2027-01-14'],
    ['3 شباط', '2027-02-03'],
    ['3 آب', '2027-08-03'],
    ['3 جويلية', '2027-07-03'],
    ['١٤/١٢', '2026-12-14'],
    ['يوم ١٤', '2026-12-14'],
    ['يوم الاثنين ١٤ ديسمبر', '2026-12-14'],
    ['اليوم', '2026-11-19'],
    ['غدًا', '2026-11-20'],
    ['بكرا', '2026-11-20'],
    ['بكرة الصبح', '2026-11-20'],
    ['بعد غد', '2026-11-21'],
    ['يوم الثلاثاء', '2026-11-24'],
    ['الثلاثاء القادم', '2026-11-24'],
    ['الجمعة القادمة', '2026-11-20'],
    ['الأحد', '2026-11-22'],
    ['الجمعة من الأسبوع القادم', '2026-11-27'],
    ['بعد ٣ أيام', '2026-11-22'],
    ['بعد 15 يوم', '2026-12-04'],
    ['بعد يومين', '2026-11-21'],
    ['بعد أسبوع', '2026-11-26'],
    ['بعد أسبوعين', '2026-12-03'],
  ],
  fr: [
    ['14 décembre', '2026-12-14'],
    ['le 14 decembre 2026', '2026-12-14'],
    ['14 déc.', '2026-12-14'],
    ['lundi 14 décembre', '2026-12-14'],
    ['1er mars', '2027-03-01'],
    ['le 14', '2026-12-14'],
    ['le 20', '2026-11-20'],
    ["aujourd'hui", '2026-11-19'],
    ['aujourd’hui', '2026-11-19'],
    ['demain', '2026-11-20'],
    ['après-demain', '2026-11-21'],
    ['mardi', '2026-11-24'],
    ['vendredi prochain', '2026-11-20'],
    ['mardi prochain', '2026-11-24'],
    ['vendredi de la semaine prochaine', '2026-11-27'],
    ['dans 3 jours', '2026-11-22'],
    ['dans une semaine', '2026-11-26'],
    ['dans quinze jours', '2026-12-03'],
  ],
}

for (const language of Language.options) {
  describe(`a day said in ${language}`, () => {
    test.each(said[language])('"%s" is %s', (text, day) => {
      expect(readDay(text, { language, today })).toBe(day)
    })
  })
}

describe('a day in numbers', () => {
  test.each([
    ['14.12.', '2026-12-14'],
    ['14.12', '2026-12-14'],
    ['14. 12.', '2026-12-14'],
    ['14.12.26', '2026-12-14'],
    ['14.12.2026', '2026-12-14'],
    ['14/12', '2026-12-14'],
    ['14/12/2026', '2026-12-14'],
    ['14-12-2026', '2026-12-14'],
    ['14–12–2026', '2026-12-14'],
    ['2026-12-14', '2026-12-14'],
    ['2026/12/14', '2026-12-14'],
    ['14 12 2026', '2026-12-14'],
    ['14122026', '2026-12-14'],
    ['۱۴.۱۲.', '2026-12-14'],
    ['١٤.١٢.٢٠٢٦', '2026-12-14'],
    ['１４.１２.', '2026-12-14'],
    ['\u200f14.12.\u200e', '2026-12-14'],
    ['\u206714.12.2026\u2069', '2026-12-14'],
    ['14.\u00a012.', '2026-12-14'],
    ['📅 14.12. 🙏', '2026-12-14'],
    ['19.11.', '2026-11-19'],
    ['18.11.', '2027-11-18'],
    ['29.2.', '2028-02-29'],
    ['14.12.2025', '2025-12-14'],
  ])('"%s" is %s in every language', (text, day) => {
    for (const language of Language.options) {
      expect(readDay(text, { language, today })).toBe(day)
    }
  })
})

describe('no day', () => {
  test.each([
    '31.2.',
    '31.02.2027',
    '29.2.2027',
    '0.12.',
    '14.13.',
    '12/14/2026',
    '32. Dezember',
    '14',
    '١٤',
    '14.',
    'zehn',
    'в',
    '',
    '   ',
    '🙏',
    'Dienstag, 14.12.',
    'nächste Woche',
    'in 3',
    '3 Tage',
    'Dienstag Mittwoch',
    '14. Dezember Januar',
    'heute 14.12.',
    'in 14.12.',
    'nächsten 14. Dezember',
    '14.12. 15.12.',
    '14.12.2026.5',
    '14.12.199',
    'mein Termin am 14.12. passt mir nicht',
    'I was born on 14 December',
    'not tomorrow',
    'завтра не можу',
    'in 99999 Tagen',
    '1.2.3.4',
    `14.12.${' '.repeat(600)}`,
  ])('is read from "%s"', (text) => {
    expect(readDay(text, { language: 'de', today })).toBeUndefined()
  })
})

describe('weekdays around today', () => {
  test('a weekday is never today itself but a week later', () => {
    expect(readDay('Donnerstag', { language: 'de', today })).toBe('2026-11-26')
    expect(readDay('у четвер', { language: 'uk', today })).toBe('2026-11-26')
  })

  test('on a Monday, next Tuesday is the one of the following week and coming Tuesday is tomorrow', () => {
    const monday = '2026-11-16'
    expect(readDay('next Tuesday', { language: 'en', today: monday })).toBe('2026-11-24')
    expect(readDay('наступного вівторка', { language: 'uk', today: monday })).toBe('2026-11-24')
    expect(readDay('в следующий вторник', { language: 'ru', today: monday })).toBe('2026-11-24')
    expect(readDay('gelecek Salı', { language: 'tr', today: monday })).toBe('2026-11-24')
    expect(readDay('mardi prochain', { language: 'fr', today: monday })).toBe('2026-11-17')
    expect(readDay('الثلاثاء القادم', { language: 'ar', today: monday })).toBe('2026-11-17')
    expect(readDay('kommenden Dienstag', { language: 'de', today: monday })).toBe('2026-11-17')
  })

  test('the weekday of this week may have passed', () => {
    expect(readDay('Montag dieser Woche', { language: 'de', today })).toBe('2026-11-16')
  })
})

describe('a day of the month', () => {
  test('skips months that are too short', () => {
    expect(readDay('le 31', { language: 'fr', today })).toBe('2026-12-31')
    expect(readDay('am 31.', { language: 'de', today: '2027-02-10' })).toBe('2027-03-31')
  })

  test('may be today', () => {
    expect(readDay('am 19.', { language: 'de', today })).toBe(today)
  })
})

describe('a day in another language than the chosen one', () => {
  test.each([
    ['tomorrow', '2026-11-20'],
    ['übermorgen', '2026-11-21'],
    ['14 декабря', '2026-12-14'],
    ['Salı günü', '2026-11-24'],
    ['غدا', '2026-11-20'],
  ])('"%s" is %s for a reader of Ukrainian', (text, day) => {
    expect(readDay(text, { language: 'uk', today })).toBe(day)
  })
})
