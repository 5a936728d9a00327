import { describe, expect, test } from 'vitest'
import { readCount } from '#conversation/understanding/count.ts'
import type { Language } from '#texts.ts'

describe('how many people', () => {
  test.each<[Language, string, number]>([
    ['de', '3', 3],
    ['de', 'drei', 3],
    ['de', 'wir sind 3 Personen', 3],
    ['de', 'zu zweit', 2],
    ['de', 'fuenf', 5],
    ['de', 'nur ich', 1],
    ['en', 'two people', 2],
    ['en', 'ten', 10],
    ['en', 'just me', 1],
    ['uk', 'двоє', 2],
    ['uk', 'нас пʼятеро', 5],
    ['uk', '4 особи', 4],
    ['ru', 'нас трое', 3],
    ['ru', 'одна', 1],
    ['tr', 'üç kişi', 3],
    ['tr', 'UC KISI', 3],
    ['tr', 'altı kişiyiz', 6],
    ['ar', '٣', 3],
    ['ar', '٣ أشخاص', 3],
    ['ar', 'شخصين', 2],
    ['ar', 'وحدي', 1],
    ['ar', 'شخص واحد', 1],
    ['fr', 'deux', 2],
    ['fr', 'nous sommes 4', 4],
    ['uk', 'zwei', 2],
    ['de', '0', 0],
    ['de', '25', 25],
  ])('in %s, "%s" is %i', (language, text, count) => {
    expect(readCount(text, language)).toBe(count)
  })

  test.each(['', '-3', '2.5', '1/2', '2-3', '2 3', '1000', 'viele', 'Personen', '🙂', '2 cats'])(
    'is not read from "%s"',
    (text) => {
      expect(readCount(text, 'de')).toBeUndefined()
    },
  )
})
