import { createHash, randomInt } from 'node:crypto'
import type { Tx } from '#database.ts'

/** For the day on which the phone is gone. Ten codes of 50 bits, each good once. */
export async function renewRecoveryCodes(tx: Tx, staffId: string): Promise<string[]> {
  const codes = Array.from({ length: 10 }, newCode)
  await tx.query({
    name: 'drop-recovery-codes',
    text: `DELETE FROM recovery_code WHERE staff_id = $1`,
    values: [staffId],
  })
  await tx.query({
    name: 'add-recovery-codes',
    text: `INSERT INTO recovery_code (staff_id, hash) SELECT $1, unnest($2::bytea[])`,
    values: [staffId, codes.map((code) => hashCode(staffId, code))],
  })
  return codes
}

/** Uses a code up; false when it is none or was used. */
export async function useRecoveryCode(
  tx: Tx,
  { staffId, code, now }: { staffId: string; code: string; now: Date },
): Promise<boolean> {
  const [used] = await tx.query({
    name: 'use-recovery-code',
    text: `UPDATE recovery_code SET used_at = $3 WHERE staff_id = $1 AND hash = $2 AND used_at IS NULL RETURNING hash`,
    values: [staffId, hashCode(staffId, code), now],
  })
  return used !== undefined
}

/** No 0, 1, o, i, l: they are written down and read aloud. */
const letters = '23456789abcdefghjkmnpqrstuvwxyz'

function newCode(): string {
  const letter = () => letters[randomInt(letters.length)] ?? ''
  const part = () => Array.from({ length: 5 }, letter).join('')
  return `${part()}-${part()}`
}

function hashCode(staffId: string, code: string): Buffer {
  const plain = code.toLowerCase().replaceAll(/[^a-z\d]/g, '')
  return createHash('sha256').update(`${staffId} ${plain}`).digest()
}
