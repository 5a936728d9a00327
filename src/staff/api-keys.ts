import { randomUUID } from 'node:crypto'
import type { Database, Tx } from '#database.ts'
import type { Scope } from './scope.ts'
import { hashToken, newToken } from './token.ts'

export type ApiKey = {
  id: string
  name: string
  scopes: string[]
  locationId: string | null
  createdAt: Date
  expiresAt: Date | null
  revokedAt: Date | null
  lastUsedAt: Date | null
}

type NewKey = {
  name: string
  scopes: readonly Scope[]
  locationId: string | null
  expiresAt: Date | null
  now: Date
}

/** The key itself is given once and kept by nobody here. Its beginning tells a scanner of code what it has found. */
export async function makeApiKey(
  tx: Tx,
  { name, scopes, locationId, expiresAt, now }: NewKey,
): Promise<{ id: string; key: string }> {
  const id = randomUUID()
  const key = `terminlotse_${newToken()}`
  await tx.query({
    name: 'make-api-key',
    text: `INSERT INTO api_key (id, name, hash, scopes, created_at, expires_at, location_id) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    values: [id, name, hashToken(key), [...new Set(scopes)], now, expiresAt, locationId],
  })
  return { id, key }
}

export async function listApiKeys(db: Pick<Database, 'query'>): Promise<ApiKey[]> {
  return db.query<ApiKey>({
    name: 'list-api-keys',
    text: `SELECT id, name, scopes, location_id AS "locationId", created_at AS "createdAt", expires_at AS "expiresAt", revoked_at AS "revokedAt",
                  last_used_at AS "lastUsedAt"
           FROM api_key ORDER BY revoked_at IS NOT NULL, created_at DESC`,
    values: [],
  })
}

/** For good. False when there is no such key; twice has the effect of once. */
export async function revokeApiKey(tx: Tx, { id, now }: { id: string; now: Date }): Promise<boolean> {
  const [revoked] = await tx.query({
    name: 'revoke-api-key',
    text: `UPDATE api_key SET revoked_at = coalesce(revoked_at, $2) WHERE id = $1 RETURNING id`,
    values: [id, now],
  })
  return revoked !== undefined
}
