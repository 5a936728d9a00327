import { expect, test } from 'vitest'
import { newCheckInCode, newCode, readCode } from '#appointments/code.ts'

test('codes have no vowels and nothing that looks like something else', () => {
  const letters = new Set(Array.from({ length: 2000 }, newCode).join(''))
  expect([...letters].toSorted().join('')).toBe('23456789CDFHJKMNPQRTVWX')
})

test('codes don’t repeat', () => {
  expect(new Set(Array.from({ length: 10_000 }, newCode)).size).toBe(10_000)
  expect(new Set(Array.from({ length: 1000 }, newCheckInCode)).size).toBe(1000)
})

test.for([
  ['CDFH-2345', 'CDFH2345'],
  [' cdfh – 2345\n', 'CDFH2345'],
  ['СDFН2345', 'CDFH2345'], // Cyrillic С and Н
  ['CDFHZSGB', 'CDFH2568'],
  ['\u200fCDFH2345', 'CDFH2345'],
])('reads the code in “%s”', ([typed = '', code]) => {
  expect(readCode(typed)).toBe(code)
})

test.for(['', 'CDFH234', 'CDFH23456', 'Олена', '12345678', 'x'.repeat(60_000)])('finds no code in “%.12s”', (typed) => {
  expect(readCode(typed)).toBeUndefined()
})
