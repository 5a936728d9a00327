import type { Database } from '#database.ts'
import type { DeviceKind, PairedDevice } from './principal.ts'
import { hashToken } from './token.ts'

/** The screen or tablet that a key belongs to, unless it is revoked. */
export async function findDevice(db: Pick<Database, 'query'>, key: string): Promise<PairedDevice | undefined> {
  const [row] = await db.query<{ id: string; device: DeviceKind; locationId: string }>({
    name: 'find-device',
    text: `SELECT id, kind AS device, location_id AS "locationId" FROM device WHERE key_hash = $1 AND revoked_at IS NULL`,
    values: [hashToken(key)],
  })
  return row && { kind: 'device', ...row }
}
