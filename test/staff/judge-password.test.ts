import { expect, it } from 'vitest'
import { judgePassword } from '#staff/judge-password.ts'

const person = { name: 'Erika Mustermann', email: 'erika.m@beispiel.de' }

it('takes sentences, with and without signs', () => {
  for (const password of [
    'der rote Hund bellt leise',
    'korrekt pferd batterie heftklammer',
    'Кіт спить на теплому даху',
    '猫は暖かい屋根の上で静かに眠っている',
  ])
    expect(judgePassword(password, person), password).toBeUndefined()
})

it('counts characters as people do, not bytes', () => {
  expect(judgePassword('🐕🐈🐎🐖🐑🐓🦆🐇', person)).toBe('too-short')
  expect(judgePassword('vierzehn zeich', person)).toBe('too-short')
  expect(judgePassword('x'.repeat(201), person)).toBe('too-long')
})

it('refuses what the list has, whole or in parts, and what is near at hand', () => {
  for (const password of [
    '123456789987654321',
    'passwordpassword',
    'P@ssw0rdP@ssw0rd',
    'qwertzuiopasdfgh',
    'aaaaaaaaaaaaaaaaaa',
    'Passwort123456789',
    'Sommer2026Sommer2026',
    'Terminlotse2026!',
  ])
    expect(judgePassword(password, person), password).toBe('breached')
})

it('refuses the own name and address in any spelling', () => {
  expect(judgePassword('mit ERIKA durch den Wald', person)).toBe('personal')
  expect(judgePassword('Mustermann geht spazieren', person)).toBe('personal')
  expect(judgePassword('ein Beispiel für etwas', person)).toBe('personal')
})
