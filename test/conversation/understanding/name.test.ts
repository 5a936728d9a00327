import { describe, expect, test } from 'vitest'
import { readName } from '#conversation/understanding/name.ts'

describe('a name', () => {
  test.each([
    'Олена Шевченко',
    'Дар’я Мар’яненко-Ґонта',
    'Özgür Çağlar İpek',
    'محمد عبد الرحمن',
    'Anne-Sophie d’Été',
    "O'Brien",
    '’t Hooft',
    'Dr. J. R. Müller',
    'Nguyễn Thị Minh',
    '李明',
    'ნინო ბერიძე',
    'Ли',
  ])('"%s" is taken as it stands', (name) => {
    expect(readName(name)).toEqual({ name: name.normalize('NFC') })
  })

  test.each([
    ['  Olena\u00a0\u00a0 Petrenko\n', 'Olena Petrenko'],
    ['\u200fمحمد\u200e علي', 'محمد علي'],
    ['\u2067سارة\u2069', 'سارة'],
    ['Mu\u0308ller', 'Müller'],
    ['An\u200bna', 'Anna'],
    ['An\ud800na', 'Anna'],
    ['Anne\u2011Marie', 'Anne-Marie'],
    ['Шевченко, Олена', 'Олена Шевченко'],
    ['الأحمد، سارة', 'سارة الأحمد'],
  ])('"%s" is tidied', (typed, name) => {
    expect(readName(typed)).toEqual({ name })
  })

  test.each(['', '   ', '\n\t', '\u200f\u200b', '\u3164'])('"%s" is empty', (text) => {
    expect(readName(text)).toEqual({ refused: 'empty' })
  })

  test.each([
    '🙂🙂',
    'Anna 🙂',
    '12345',
    'Anna 2',
    '<script>alert(1)</script>',
    '<b>Anna</b>',
    '=1+1',
    '+Anna',
    '-Anna',
    '@Anna',
    '.Anna',
    'A',
    'A.',
    '--',
    'ʼʼʼ',
    'Anna; Maria',
    'anna@example.org',
    '/start',
    '\u0301\u0301a',
  ])('"%s" is not a name', (text) => {
    expect(readName(text)).toEqual({ refused: 'not-a-name' })
  })

  test('has at most 100 characters, counted after tidying', () => {
    const name = 'я'.repeat(100)
    expect(readName(`  ${name}  `)).toEqual({ name })
    expect(readName(`${name}я`)).toEqual({ refused: 'too-long' })
    expect(readName('Ж'.repeat(1_000))).toEqual({ refused: 'too-long' })
  })
})
