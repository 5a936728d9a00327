import { z } from 'zod'
import type { Database } from '#database.ts'
import type { ApiKeyHolder } from './principal.ts'
import { Scope } from './scope.ts'
import { hashToken } from './token.ts'

/** The key of another system, unless it is revoked or past its time. */
export async function findKey(
  db: Pick<Database, 'query'>,
  { key, now }: { key: string; now: Date },
): Promise<ApiKeyHolder | undefined> {
  const [row] = await db.query<Row>({
    name: 'find-api-key',
    text: `
      SELECT id, scopes, location_id AS "locationId",
             coalesce(last_used_at < $2::timestamptz - interval '1 minute', true) AS "isQuiet"
      FROM api_key WHERE hash = $1 AND revoked_at IS NULL AND coalesce(expires_at > $2, true)`,
    values: [hashToken(key), now],
  })
  if (row === undefined) return undefined
  if (row.isQuiet) {
    await db.query({
      name: 'use-api-key',
      text: `UPDATE api_key SET last_used_at = $2 WHERE id = $1`,
      values: [row.id, now],
    })
  }
  const { id, locationId } = row
  // A release may know fewer scopes than the one that made the key.
  const scopes = row.scopes.flatMap((scope) => z.array(Scope).safeParse([scope]).data ?? [])
  return { kind: 'api-key', id, scopes, soleScope: row.scopes.length === 1 ? scopes[0] : undefined, locationId }
}

type Row = { id: string; scopes: string[]; locationId: string | null; isQuiet: boolean }
