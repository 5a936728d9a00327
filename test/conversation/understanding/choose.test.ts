import { describe, expect, test } from 'vitest'
import { choose } from '#conversation/understanding/choose.ts'

const departments = [
  { value: 'department:asylum', label: 'Asylrecht' },
  { value: 'department:general', label: 'Allgemeines Ausländerrecht' },
  { value: 'department:ukraine', label: 'Ukraine (§ 24)' },
  { value: 'menu:back', label: '← Zurück', aside: true },
]

describe('choosing by typing', () => {
  test.each([
    ['department:general', 'department:general'],
    [' department:general ', 'department:general'],
    ['1', 'department:asylum'],
    ['2.', 'department:general'],
    ['(3)', 'department:ukraine'],
    ['٢', 'department:general'],
    ['۳', 'department:ukraine'],
    ['２', 'department:general'],
    ['2️⃣', 'department:general'],
    ['Asylrecht', 'department:asylum'],
    ['ASYLRECHT!', 'department:asylum'],
    ['asyl', 'department:asylum'],
    ['auslanderrecht', 'department:general'],
    ['Auslaenderrecht', 'department:general'],
    ['bitte Ukraine', 'department:ukraine'],
    ['24', 'department:ukraine'],
    ['Ukarine', 'department:ukraine'],
    ['Asylrect', 'department:asylum'],
    ['zurück', 'menu:back'],
    ['zurueck', 'menu:back'],
  ])('"%s" means %s', (text, value) => {
    expect(choose(text, departments)).toEqual({ value })
  })

  test('a part of several labels names them all', () => {
    expect(choose('recht', departments)).toEqual({ several: ['department:asylum', 'department:general'] })
  })

  test.each(['', ' ', '🙏', '0', '4', '5', '-', 'xy', 're', '§', 'nicht Asylrecht', 'Ukrianne', '1 2', '99999999999'])(
    '"%s" means none',
    (text) => {
      expect(choose(text, departments)).toEqual({ unclear: true })
    },
  )

  test('numbers count only what carries the task forward', () => {
    const choices = [{ value: 'menu:back', label: 'Back', aside: true }, ...departments]
    expect(choose('1', choices)).toEqual({ value: 'department:asylum' })
  })

  test('a label that is a number itself comes before the position', () => {
    const days = ['2', '1', '14'].map((label) => ({ value: `day:${label}`, label }))
    expect(choose('2', days)).toEqual({ value: 'day:2' })
    expect(choose('14', days)).toEqual({ value: 'day:14' })
    expect(choose('3', days)).toEqual({ value: 'day:14' })
  })

  test('a whole word comes before a part of a longer one', () => {
    const choices = [
      { value: 'a', label: 'Neuss Stadtmitte' },
      { value: 'b', label: 'Neussfurth' },
    ]
    expect(choose('Neuss', choices)).toEqual({ value: 'a' })
  })

  test('the same value twice is one choice', () => {
    expect(
      choose('no', [
        { value: 'x', label: 'no' },
        { value: 'x', label: 'No' },
      ]),
    ).toEqual({ value: 'x' })
  })

  test('one typo is forgiven only where it leaves one choice', () => {
    const choices = [
      { value: 'a', label: 'Марія' },
      { value: 'b', label: 'Мария' },
    ]
    expect(choose('Марыя', choices)).toEqual({ several: ['a', 'b'] })
  })

  test.each([
    ['перебування', 'Продовження дозволу на перебування'],
    ['IKAMET', 'İkamet izni'],
    ['ıkamet', 'İkamet izni'],
    ['تمديد الاقامه', 'تمديد الإقامة'],
    ['prolongation', 'Prolongation du titre de séjour'],
    ['sejour', 'Prolongation du titre de séjour'],
    ["п'ятниця", 'Пʼятниця'],
  ])('"%s" finds "%s"', (text, label) => {
    const found = choose(text, [
      { value: 'it', label },
      { value: 'other', label: 'ганц' },
    ])
    expect(found).toEqual({ value: 'it' })
  })

  test('a single letter and a short word with a typo mean none', () => {
    const choices = [{ value: 'visa', label: 'Ask for a visa' }]
    expect(choose('a', choices)).toEqual({ unclear: true })
    expect(choose('vosa', choices)).toEqual({ unclear: true })
    expect(choose('visa', choices)).toEqual({ value: 'visa' })
  })

  test('nothing is chosen where nothing is offered', () => {
    expect(choose('1', [])).toEqual({ unclear: true })
  })
})
