import { z } from 'zod'
import { makeApiKey } from '#staff/api-keys.ts'
import { Scope } from '#staff/scope.ts'
import { defineRoute } from '../route.ts'

export const makeKey = defineRoute({
  id: 'make-key',
  method: 'POST',
  path: '/keys',
  summary: 'Makes a key for another system and gives it, this once',
  body: z.strictObject({
    name: z.string().trim().min(1).max(100),
    scopes: z.array(Scope).min(1).max(Scope.options.length),
    days: z.int().min(1).max(3650).nullable(),
  }),
  policy: { roles: ['administrator'], limitedTo: () => ({}) },
  answers: { 200: z.object({ id: z.uuid(), key: z.string() }) },
  async run({ body: { name, scopes, days }, tx, now }) {
    const expiresAt = days === null ? null : new Date(now.getTime() + days * 86_400_000)
    const made = await makeApiKey(tx, { name, scopes, expiresAt, now })
    return { status: 200, body: made, audit: { subject: made.id, facts: { scopes } } }
  },
})
