import { describe, expect, test } from 'vitest'
import { fold } from '#conversation/understanding/fold.ts'
import { plain } from '#conversation/understanding/plain.ts'

describe('a text made plain', () => {
  test.each([
    ['٠١٢٣٤٥٦٧٨٩', '0123456789'],
    ['۰۱۲۳۴۵۶۷۸۹', '0123456789'],
    ['１２', '12'],
    ['\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202ea\u2066\u2067\u2068\u2069', 'a'],
    ['a\u200b\u200c\u200d\ufeff\u2060\u00adb', 'ab'],
    ['a\u0000\u0007b', 'ab'],
    ['\ud800a\udc00', 'a'],
    ['  a\u00a0\t\n\u3000 b ', 'a b'],
    ['Mu\u0308ller', 'Müller'],
    ['ＡＢＣ', 'ABC'],
    ['🙏', '🙏'],
    ['', ''],
  ])('%j is %j', (text, result) => {
    expect(plain(text)).toBe(result)
  })
})

describe('texts that compare as equal', () => {
  test.each([
    ['İPTAL', 'iptal'],
    ['IPTAL', 'iptal'],
    ['ıptal', 'iptal'],
    ['ещё', 'еще'],
    ['Ґанок', 'ганок'],
    ["п'ять", 'п’ять'],
    ['пʼять', 'пять'],
    ['Straße', 'STRASSE'],
    ['STRAẞE', 'strasse'],
    ['Zürich', 'zurich'],
    ['إلغاء', 'الغا'],
    ['اللغة', 'اللغه'],
    ['مـوعد', 'موعد'],
    ['مَوعِد', 'موعد'],
    ['موعدى', 'موعدي'],
    ['رکی', 'ركي'],
    ['Œuvre', 'oeuvre'],
    ['a – b', 'a - b'],
  ])('%s and %s', (one, other) => {
    expect(fold(one)).toBe(fold(other))
  })

  test('a story compares as nothing', () => {
    expect(fold('a'.repeat(501))).toBe('')
  })
})
