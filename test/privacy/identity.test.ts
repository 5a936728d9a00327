import fc from 'fast-check'
import { expect, test } from 'vitest'
import { identityOf, normaliseName } from '#privacy/identity.ts'
import { keysFrom } from '#privacy/keys.ts'

const keys = keysFrom('a secret key')
const person = (name: string, dateOfBirth = '1990-05-17') => identityOf(keys, { name, dateOfBirth }).toString('hex')

test.for([
  [
    'Олена Коваль',
    'ОЛЕНА КОВАЛЬ',
    '  олена\u00a0\u2003коваль ',
    'Олена\u200bКоваль'.replace('\u200b', '\u200b '),
    'Оле\u0301на Коваль',
  ],
  ["Дем'янюк", 'Дем’янюк', 'Демʼянюк', 'Дем`янюк', 'ДЕМ´ЯНЮК', 'Демянюк', 'Дем＇янюк'],
  ['Семёнов Пётр', 'Семенов Петр', 'Семе\u0308нов Пе\u0308тр'],
  ['Ayşe Yılmaz', 'Ayse Yilmaz', 'AYŞE YILMAZ', 'ayşe yılmaz', 'AYSE YİLMAZ', 'Ayşe Yilmaz'.normalize('NFD')],
  ['Zoë Strauß', 'zoe strauss', 'ZOË STRAUSS', 'ZOË STRAUẞ'],
  ['Łukasz Wałęsa', 'Lukasz Walesa', 'ŁUKASZ WAŁĘSA'],
  ['Søren Đorđević', 'soren dordevic', 'SØREN ĐORĐEVIĆ'],
  ['Anna-Maria', 'Anna Maria', 'anna – maria', 'Anna\u2011Maria', 'Anna\u00ad-Maria'],
  ['François Lévêque', 'Francois Leveque', 'FRANÇOIS LÉVÊQUE'],
  ['مُحَمَّد أحمد', 'محمد احمد', 'محـــمد إحمد', 'محمد آحمد'],
  ['علی کریمی', 'علي كريمي', 'على كريمى'],
  ['عبدالله', 'عبد\u200cالله', '\u200fعبدالله'],
  ['Ｊｏｓé', 'José', 'Jose\u0301'],
])('%s is one person however it is written', (spellings) => {
  expect(new Set(spellings.map((name) => person(name))).size, spellings.map(normaliseName).join(' | ')).toBe(1)
})

test.for([
  ['Андрий', 'Андрии'],
  ['Андрій', 'Андріи'],
  ['Сергій', 'Сергий'],
  ['Їжак', 'Іжак'],
  ['Ґалаґан', 'Галаган'],
  ['Ўладзімір', 'Уладзімір'],
  ['Ќосев', 'Косев'],
  ['Müller', 'Mueller'],
  ['Müller', 'Miller'],
  ['Anna Maria', 'Annamaria'],
  ['Anna Maria', 'Maria Anna'],
  ['Ivan', 'Иван'],
  ['رائد', 'رايد'],
  ['سؤدد', 'سودد'],
  ['حسن', 'حسين'],
  ['Li Na', 'Lina'],
])('%s and %s are two persons', ([one = '', other = '']) => {
  expect(person(one)).not.toBe(person(other))
})

test('the same name on another birthday is another person', () => {
  expect(person('Олена Коваль', '1990-05-17')).not.toBe(person('Олена Коваль', '1990-05-18'))
})

test('without the key nobody computes the index', () => {
  const other = identityOf(keysFrom('another secret'), { name: 'Олена', dateOfBirth: '1990-05-17' })
  expect(other.toString('hex')).not.toBe(person('Олена'))
  expect(other).toHaveLength(32)
})

const letters = 'abcxyzäöüßéñçşığłøđščžабвгґдеєжзиіїйклмнопрстуфхцчшщьюяёўابتثجحخدذرزسشصضطظعغفقكلمنهويگچپژ'
const word = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 12 })
const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '))
const space = fc.constantFrom(' ', '  ', '\t', '\u00a0', '\u2009', '\u3000', '-', '\u2010', ' \u2013 ')
const invisible = fc.constantFrom('', '', '\u200b', '\u200d', '\ufeff', '\u00ad', '\u202b', "'", '’', 'ʼ')

test('case, Unicode form, spaces, hyphens and what can’t be seen never make another person', () => {
  fc.assert(
    fc.property(
      name,
      fc.array(space, { minLength: 3, maxLength: 3 }),
      invisible,
      fc.boolean(),
      (plain, spaces, unseen, isLoud) => {
        const words = plain.split(' ').map((each) => each + unseen)
        const spaced = words.map((each, index) => each + (spaces[index % spaces.length] ?? '')).join('')
        const cased = isLoud ? spaced.toUpperCase() : spaced
        const forms = [cased, cased.normalize('NFD'), cased.normalize('NFC'), ` ${cased}\n`]
        for (const form of forms) expect(normaliseName(form)).toBe(normaliseName(plain))
      },
    ),
    { numRuns: 2000 },
  )
})

test('a normalised name is its own normal form, whatever it was made of', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      const once = normaliseName(text)
      expect(normaliseName(once)).toBe(once)
      expect(once).toBe(once.trim())
    }),
    { numRuns: 2000 },
  )
})

test('names that differ in a letter are never merged', () => {
  const plainLetters = [...'abcdefghijklmnopqrstuvwxyzабвгґдеєжзиіїйклмнопрстуфхцчшщьюяابتثجحخدذرزسشصضطظعغفقكلمنهوي']
  fc.assert(
    fc.property(
      name,
      fc.nat(),
      fc.constantFrom(...plainLetters),
      fc.constantFrom(...plainLetters),
      (text, place, one, other) => {
        fc.pre(one !== other)
        const at = place % text.length
        const write = (letter: string) => `${text.slice(0, at)}${letter}${text.slice(at)}`
        expect(normaliseName(write(one))).not.toBe(normaliseName(write(other)))
      },
    ),
    { numRuns: 2000 },
  )
})
