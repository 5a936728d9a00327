import { describe, expect, test } from 'vitest'
import { readTime } from '#conversation/understanding/time.ts'
import type { Language } from '#texts.ts'

describe('a time of day', () => {
  test.each<[Language, string, string]>([
    ['de', '9', '09:00'],
    ['de', '9:30', '09:30'],
    ['de', '09.30', '09:30'],
    ['de', '0930', '09:30'],
    ['de', '9 30', '09:30'],
    ['de', '9.30 Uhr', '09:30'],
    ['de', 'um 9 Uhr 30', '09:30'],
    ['de', 'neun Uhr', '09:00'],
    ['de', 'halb zehn', '09:30'],
    ['de', '3 Uhr nachmittags', '15:00'],
    ['de', '12 Uhr mittags', '12:00'],
    ['en', '9 am', '09:00'],
    ['en', '2 pm', '14:00'],
    ['en', '2:30 p.m.', '14:30'],
    ['en', '12 am', '00:00'],
    ['en', "at nine o'clock", '09:00'],
    ['en', 'half past nine', '09:30'],
    ['fr', '14 h 30', '14:30'],
    ['fr', '14h30', '14:30'],
    ['fr', '9 heures du matin', '09:00'],
    ['fr', 'neuf heures et demie', '09:30'],
    ['uk', 'о 9:30', '09:30'],
    ['uk', 'о 9-й', '09:00'],
    ['uk', '9 година', '09:00'],
    ['uk', 'о дев’ятій', '09:00'],
    ['uk', '2 години дня', '14:00'],
    ['uk', 'пів на десяту', '09:30'],
    ['ru', 'в 9 часов', '09:00'],
    ['ru', '9 утра', '09:00'],
    ['ru', 'в 3 часа дня', '15:00'],
    ['ru', 'половина десятого', '09:30'],
    ['tr', 'saat 9', '09:00'],
    ['tr', "9'da", '09:00'],
    ['tr', 'dokuz buçuk', '09:30'],
    ['tr', 'öğleden sonra 2', '14:00'],
    ['ar', 'الساعة ٩', '09:00'],
    ['ar', '٩:٣٠', '09:30'],
    ['ar', 'التاسعة والنصف', '09:30'],
    ['ar', '٣ مساءً', '15:00'],
    ['uk', '9 Uhr', '09:00'],
  ])('in %s, "%s" is %s', (language, text, time) => {
    expect(readTime(text, language)).toBe(time)
  })

  test.each([
    '',
    '24:00',
    '25',
    '9:60',
    '9:3',
    '9-11',
    '9/11',
    '9 10 11',
    '14 am',
    'nein',
    'halb 9:30',
    '123',
    'early',
    '🕘',
  ])('is not read from "%s"', (text) => {
    expect(readTime(text, 'de')).toBeUndefined()
  })
})
