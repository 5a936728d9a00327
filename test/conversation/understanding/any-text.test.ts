import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readBirthday } from '#conversation/understanding/birthday.ts'
import { choose } from '#conversation/understanding/choose.ts'
import { readCommand } from '#conversation/understanding/command.ts'
import { readCount } from '#conversation/understanding/count.ts'
import { readDay } from '#conversation/understanding/day.ts'
import { fold } from '#conversation/understanding/fold.ts'
import { lexicon } from '#conversation/understanding/lexicon.ts'
import { readName } from '#conversation/understanding/name.ts'
import { plain } from '#conversation/understanding/plain.ts'
import { readTime } from '#conversation/understanding/time.ts'
import { readLanguage } from '#conversation/understanding/which-language.ts'
import { Language } from '#texts.ts'

const today = '2026-11-19'
const choices = [
  { value: 'department:asylum', label: 'Asylrecht' },
  { value: 'department:general', label: 'Право перебування, загальне' },
  { value: 'menu:back', label: '← رجوع', aside: true },
]
const readers: Record<string, (text: string, language: Language) => unknown> = {
  plain,
  fold,
  choose: (text) => choose(text, choices),
  readDay: (text, language) => readDay(text, { language, today }),
  readBirthday: (text, language) => readBirthday(text, { language, today }),
  readTime,
  readName,
  readCommand,
  readLanguage,
  readCount,
}

const language = fc.constantFrom(...Language.options)
/** Random characters find few ways into the readers: half of these texts are made of words and signs that mean something. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }).map((codes) => String.fromCharCode(...codes)),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...Language.options.flatMap((each) => [...lexicon(each).keys()])),
        fc.constantFrom('.', '/', '-', ':', "'", '\u200f', '\ud83d', '٫'),
        fc.integer({ min: 0, max: 99_999_999 }).map(String),
        fc.integer({ min: 0, max: 40 }).map(String),
      ),
      { maxLength: 7 },
    )
    .chain((parts) => fc.constantFrom(' ', '', '.').map((between) => parts.join(between))),
)

describe.each(Object.entries(readers))('%s', (_, read) => {
  test('answers any text without throwing, and the same again', () => {
    fc.assert(
      fc.property(anyText, language, (text, speaker) => {
        expect(read(text, speaker)).toEqual(read(text, speaker))
      }),
      { numRuns: 500 },
    )
  })

  test.each<[string, string]>([
    ['letters', 'a'],
    ['spaces', ' '],
    ['digits', '1'],
    ['dates', '14.12.'],
    ['dots and spaces', '1 . '],
    ['words', 'bitte '],
    ['Arabic', 'بعد ٣ '],
    ['lone surrogates', '\ud800'],
    ['marks that normalising must sort', '\u0301\u0323'],
    ['ligatures that grow', '\ufdfa'],
    ['direction marks', '\u200f'],
    ['slashes', '/a '],
  ])('takes less than 50 ms for 60,000 characters of %s', (_name, piece) => {
    const text = piece.repeat(Math.ceil(60_000 / piece.length))
    const sorted = piece === '\u0301\u0323' ? '\u0301'.repeat(30_000) + '\u0323'.repeat(30_000) : text
    for (const hostile of [sorted, `a${sorted}`, `${sorted}!`]) {
      read('warm', 'uk')
      // On a machine that is busy with other things it may need another try.
      const isQuick = Array.from({ length: 10 }).some(() => duration(() => read(hostile, 'uk')) < 50)
      expect(isQuick).toBe(true)
    }
  })
})

describe('what is read', () => {
  test('making plain or folding twice changes nothing more', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(plain(plain(text))).toBe(plain(text))
        fc.pre(fold(text).length <= 500)
        expect(fold(fold(text))).toBe(fold(text))
      }),
      { numRuns: 1_000 },
    )
  })

  test('a day is always one of the calendar', () => {
    fc.assert(
      fc.property(anyText, language, (text, speaker) => {
        const day = readDay(text, { language: speaker, today })
        if (day === undefined) return
        expect(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10)).toBe(day)
      }),
      { numRuns: 1_000 },
    )
  })

  test('a date of birth lies between 120 years ago and today', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1890-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        (date) => {
          const [year = '', month = '', day = ''] = date.toISOString().slice(0, 10).split('-')
          const iso = `${year}-${month}-${day}`
          const expected =
            iso > today ? { refused: 'future' } : iso < '1906-11-19' ? { refused: 'too-old' } : { day: iso }
          for (const text of [
            iso,
            `${day}.${month}.${year}`,
            `${Number(day)}/${Number(month)}/${year}`,
            day + month + year,
          ]) {
            expect(readBirthday(text, { language: 'ar', today })).toEqual(expected)
          }
        },
      ),
    )
  })

  test('a name that was taken is taken again as it is and holds nothing invisible', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        const read = readName(text)
        if (!('name' in read)) return
        expect(readName(read.name)).toEqual(read)
        expect(read.name).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}<>=@]/u)
      }),
      { numRuns: 1_000 },
    )
  })

  test('a time is one of the clock', () => {
    fc.assert(
      fc.property(anyText, language, (text, speaker) => {
        expect(readTime(text, speaker) ?? '00:00').toMatch(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
      }),
    )
  })
})

function duration(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}
