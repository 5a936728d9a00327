import { z } from 'zod'
import { listApiKeys } from '#staff/api-keys.ts'
import { defineRoute } from '../route.ts'

const Instant = z.iso.datetime()

export const listKeys = defineRoute({
  id: 'list-keys',
  method: 'GET',
  path: '/keys',
  summary: "The keys of the office's other systems, without the keys themselves",
  policy: { roles: ['administrator'], limitedTo: () => ({}) },
  answers: {
    200: z.object({
      keys: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          scopes: z.array(z.string()),
          locationId: z.string().nullable(),
          createdAt: Instant,
          expiresAt: Instant.nullable(),
          revokedAt: Instant.nullable(),
          lastUsedAt: Instant.nullable(),
        }),
      ),
    }),
  },
  async run({ desk }) {
    const keys = await listApiKeys(desk.database)
    return {
      status: 200,
      body: {
        keys: keys.map(({ createdAt, expiresAt, revokedAt, lastUsedAt, ...key }) => ({
          ...key,
          createdAt: createdAt.toISOString(),
          expiresAt: expiresAt?.toISOString() ?? null,
          revokedAt: revokedAt?.toISOString() ?? null,
          lastUsedAt: lastUsedAt?.toISOString() ?? null,
        })),
      },
    }
  },
})
