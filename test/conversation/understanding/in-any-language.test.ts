import { expect, test } from 'vitest'
import { inAnyLanguage } from '#conversation/understanding/in-any-language.ts'
import type { Language } from '#texts.ts'

const reading =
  (answers: Partial<Record<Language, string>>) =>
  (language: Language): string | undefined =>
    answers[language]

test("the person's own language decides", () => {
  expect(inAnyLanguage('tr', reading({ fr: 'Tuesday', tr: 'March' }))).toBe('March')
})

test('other languages count where all that understand agree', () => {
  expect(inAnyLanguage('uk', reading({ fr: 'Tuesday', tr: 'Tuesday' }))).toBe('Tuesday')
  expect(inAnyLanguage('uk', reading({ fr: 'Tuesday', tr: 'March' }))).toBeUndefined()
  expect(inAnyLanguage('uk', reading({}))).toBeUndefined()
})
