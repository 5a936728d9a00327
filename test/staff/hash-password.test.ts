import { expect, it } from 'vitest'
import { hashPassword, verifyPassword } from '#staff/hash-password.ts'

it('verifies its own hashes and no others', async () => {
  const hash = await hashPassword('der rote Hund bellt leise')
  expect(await verifyPassword('der rote Hund bellt leise', hash)).toBe(true)
  expect(await verifyPassword('der rote Hund bellt laut', hash)).toBe(false)
  expect(await hashPassword('der rote Hund bellt leise'), 'salted').not.toBe(hash)
})

it('knows a password by its letters, however a keyboard composes them', async () => {
  const hash = await hashPassword('Grüße aus dem Süden')
  expect(await verifyPassword('Grüße aus dem Süden'.normalize('NFD'), hash)).toBe(true)
})

it('is wrong, not broken, where there is no hash', async () => {
  expect(await verifyPassword('x', null)).toBe(false)
  expect(await verifyPassword('x', '$2b$10$something')).toBe(false)
})
