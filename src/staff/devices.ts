import { randomUUID } from 'node:crypto'
import type { Database, Tx } from '#database.ts'
import type { DeviceKind, PairedDevice } from './principal.ts'
import { hashToken, newToken } from './token.ts'

/** Hours for which a link can pair a screen or tablet. */
const pairingHours = 24

export type Device = {
  id: string
  kind: DeviceKind
  name: string
  locationId: string
  state: 'waiting' | 'expired' | 'paired' | 'revoked'
  madeAt: Date
}

type New = { kind: DeviceKind; name: string; locationId: string; now: Date }

/** A screen or tablet to be, and the token of the link that pairs it, once. Until then nobody has its key. */
export async function addDevice(tx: Tx, { kind, name, locationId, now }: New): Promise<{ id: string; token: string }> {
  const id = randomUUID()
  const token = newToken()
  await tx.query({
    name: 'add-device',
    text: `INSERT INTO device (id, kind, name, location_id, key_hash, paired_at, pairing_hash, pairing_expires_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      id,
      kind,
      name,
      locationId,
      hashToken(newToken()),
      now,
      hashToken(token),
      new Date(now.getTime() + pairingHours * 3_600_000),
    ],
  })
  return { id, token }
}

/** Uses a link up and gives the device its key. Undefined when the link was used, is too old, or was revoked. */
export async function pairDevice(
  tx: Tx,
  { token, now }: { token: string; now: Date },
): Promise<(PairedDevice & { key: string }) | undefined> {
  const key = newToken()
  const [paired] = await tx.query<Omit<PairedDevice, 'kind'>>({
    name: 'pair-device',
    text: `UPDATE device SET key_hash = $2, paired_at = $3, pairing_hash = NULL, pairing_expires_at = NULL
           WHERE pairing_hash = $1 AND pairing_expires_at > $3 AND revoked_at IS NULL
           RETURNING id, kind AS device, location_id AS "locationId"`,
    values: [hashToken(token), hashToken(key), now],
  })
  return paired && { kind: 'device', ...paired, key }
}

/** All there are and were, the newest first. */
export async function listDevices(db: Pick<Database, 'query'>, now: Date): Promise<Device[]> {
  return db.query<Device>({
    name: 'list-devices',
    text: `SELECT id, kind, name, location_id AS "locationId", paired_at AS "madeAt",
                  CASE WHEN revoked_at IS NOT NULL THEN 'revoked' WHEN pairing_hash IS NULL THEN 'paired'
                       WHEN pairing_expires_at > $1 THEN 'waiting' ELSE 'expired' END AS state
           FROM device ORDER BY paired_at DESC, id`,
    values: [now],
  })
}

/** Where the device stands. */
export async function placeOfDevice(
  db: Pick<Database, 'query'>,
  id: string,
): Promise<{ locationId: string } | undefined> {
  const [row] = await db.query<{ locationId: string }>({
    name: 'place-of-device',
    text: `SELECT location_id AS "locationId" FROM device WHERE id = $1`,
    values: [id],
  })
  return row
}

/** Its key and its link end at once. False where that was so already. */
export async function revokeDevice(tx: Tx, { id, now }: { id: string; now: Date }): Promise<boolean> {
  const revoked = await tx.query({
    name: 'revoke-device',
    text: `UPDATE device SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL RETURNING id`,
    values: [id, now],
  })
  return revoked.length > 0
}
