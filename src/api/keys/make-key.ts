import { z } from 'zod'
import { makeApiKey } from '#staff/api-keys.ts'
import { Scope } from '#staff/scope.ts'
import { isKnownPlace, PlaceId } from '../calendar/inputs.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'

export const makeKey = defineRoute({
  id: 'make-key',
  method: 'POST',
  path: '/keys',
  summary:
    'Makes a key for another system and gives it, this once; one for calendar:feed alone may be for one location',
  body: z.strictObject({
    name: z.string().trim().min(1).max(100),
    scopes: z.array(Scope).min(1).max(Scope.options.length),
    days: z.int().min(1).max(3650).nullable(),
    /** Of a key for a calendar program: it sees this location alone. */
    locationId: PlaceId.optional(),
  }),
  policy: { roles: ['administrator'], limitedTo: () => ({}) },
  answers: { 200: z.object({ id: z.uuid(), key: z.string() }) },
  refusals: { 'unknown-place': 422, 'key-for-more': 422 },
  async run({ body: { name, scopes, days, locationId }, desk, tx, now }) {
    if (!isKnownPlace(desk.office(), { locationId })) return refuse('unknown-place', { field: 'locationId' })
    // Every other scope is for the whole office.
    if (locationId !== undefined && scopes.some((scope) => scope !== 'calendar:feed'))
      return refuse('key-for-more', { field: 'locationId' })
    const expiresAt = days === null ? null : new Date(now.getTime() + days * 86_400_000)
    const made = await makeApiKey(tx, { name, scopes, locationId: locationId ?? null, expiresAt, now })
    return {
      status: 200,
      body: made,
      audit: { subject: made.id, facts: { scopes, ...(locationId && { locationId }) } },
    }
  },
})
