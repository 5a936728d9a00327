import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { Database, Tx } from '#database.ts'
import { decrypt, encrypt } from '#privacy/encrypt.ts'
import { keyObject } from '#privacy/key-object.ts'
import type { Keys } from '#privacy/keys.ts'

/** A write that named itself. `request` is everything that makes it this one. */
export type Named = { principal: string; key: string; request: string }

const Kept = z.object({ status: z.int(), body: z.unknown() })
export type Kept = z.infer<typeof Kept>

/** `claimed`: it is the first, and whoever has it must `keep` or `forget`. `unfinished`: nobody knows what became of it. */
export type Claim = { outcome: 'claimed' } | { outcome: 'again'; kept: Kept } | { outcome: 'other' | 'unfinished' }

type Store = { database: Pick<Database, 'query'>; keys: Pick<Keys, 'wrapping' | 'token'> }

export async function claim({ database, keys }: Store, named: Named): Promise<Claim> {
  // With a key: names are among what was sent, and a bare hash of those can be guessed.
  const hash = createHmac('sha256', keyObject(keys.token)).update(named.request).digest()
  const [first] = await database.query({
    name: 'claim-write',
    text: `INSERT INTO idempotent_answer (principal, key, request_hash) VALUES ($1, $2, $3)
           ON CONFLICT (principal, key) DO NOTHING RETURNING key`,
    values: [named.principal, named.key, hash],
  })
  if (first) return { outcome: 'claimed' }
  const [row] = await database.query<{ requestHash: Buffer; status: number | null; answer: Buffer | null }>({
    name: 'find-write',
    text: `SELECT request_hash AS "requestHash", status, answer FROM idempotent_answer WHERE principal = $1 AND key = $2`,
    values: [named.principal, named.key],
  })
  if (row !== undefined && !hash.equals(row.requestHash)) return { outcome: 'other' }
  if (row?.answer == null || row.status === null) return { outcome: 'unfinished' }
  const body: unknown = JSON.parse(decrypt(keys.wrapping, row.answer, place(named)))
  return { outcome: 'again', kept: Kept.parse({ status: row.status, body }) }
}

/**
 * In the transaction of the deed, so that both are there or neither. Throws `KeptBefore` where there is an answer already: COMMIT
 * got through although its answer did not, and the deed is just being done again.
 */
export async function keep(tx: Tx, keys: Pick<Keys, 'wrapping'>, named: Named, { status, body }: Kept): Promise<void> {
  const kept = await tx.query({
    name: 'keep-answer',
    text: `UPDATE idempotent_answer SET status = $3, answer = $4 WHERE principal = $1 AND key = $2 AND status IS NULL
           RETURNING key`,
    values: [named.principal, named.key, status, encrypt(keys.wrapping, JSON.stringify(body), place(named))],
  })
  if (kept.length === 0) throw new KeptBefore()
}

export class KeptBefore extends Error {
  override name = 'KeptBefore'
}

/** It came to nothing, and may be tried again. */
export async function forget({ database }: Store, { principal, key }: Named): Promise<void> {
  await database.query({
    name: 'forget-write',
    text: `DELETE FROM idempotent_answer WHERE principal = $1 AND key = $2 AND status IS NULL`,
    values: [principal, key],
  })
}

function place({ principal, key }: Named): string {
  return `idempotent_answer.answer.${principal} ${key}`
}
