import { z } from 'zod'
import type { Database, Tx } from '#database.ts'
import type { StaffMember } from './principal.ts'
import { Grant } from './role.ts'
import { hashToken, newToken } from './token.ts'

/** Minutes without an act until a session is over, and hours until it is over in any case. */
export const sessionLimits = { idleMinutes: 30, hours: 10 }

/** `csrf` is what every write of the session must carry. */
export type Session = { member: StaffMember; csrf: string; endsAt: Date }

export async function openSession(tx: Tx, { staffId, now }: { staffId: string; now: Date }): Promise<string> {
  const token = newToken()
  await tx.query({
    name: 'open-session',
    text: `INSERT INTO staff_session (hash, staff_id, csrf, created_at, last_seen_at) VALUES ($1, $2, $3, $4, $4)`,
    values: [hashToken(token), staffId, newToken(), now],
  })
  return token
}

/**
 * The session of a token, unless it is over or its member is disabled: both are judged at every request. Asking keeps it
 * open; `isAutomatic` is asked by the page and not by somebody.
 */
export async function findSession(
  db: Pick<Database, 'query'>,
  { token, now, isAutomatic = false }: { token: string; now: Date; isAutomatic?: boolean },
): Promise<Session | undefined> {
  const hash = hashToken(token)
  const [row] = await db.query<Row>({
    name: 'find-session',
    text: `
      SELECT s.staff_id AS id, s.csrf, s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt", m.name, m.email,
             (SELECT coalesce(json_agg(json_build_object(
                'role', role, 'departmentId', department_id, 'locationId', location_id) ORDER BY id), '[]')
              FROM staff_role WHERE staff_id = m.id) AS grants
      FROM staff_session s JOIN staff m ON m.id = s.staff_id
      WHERE s.hash = $1 AND m.disabled_at IS NULL AND s.last_seen_at > $2 AND s.created_at > $3`,
    values: [hash, before(now, sessionLimits.idleMinutes), before(now, sessionLimits.hours * 60)],
  })
  if (row === undefined) return undefined
  // Once a minute is enough: an act must not cost a write each time.
  if (!isAutomatic && row.lastSeenAt < before(now, 1)) {
    await db.query({
      name: 'keep-session',
      text: `UPDATE staff_session SET last_seen_at = $2 WHERE hash = $1 AND last_seen_at < $2`,
      values: [hash, now],
    })
  }
  const { id, name, email, csrf } = row
  const member: StaffMember = { kind: 'staff', id, name, email, grants: z.array(Grant).parse(row.grants) }
  return { member, csrf, endsAt: before(row.createdAt, -sessionLimits.hours * 60) }
}

export async function endSession(tx: Tx, token: string): Promise<void> {
  await tx.query({ name: 'end-session', text: `DELETE FROM staff_session WHERE hash = $1`, values: [hashToken(token)] })
}

/** Everywhere, or everywhere but here. */
export async function endSessions(tx: Tx, { staffId, except }: { staffId: string; except?: string }): Promise<void> {
  await tx.query({
    name: 'end-sessions',
    text: `DELETE FROM staff_session WHERE staff_id = $1 AND hash <> $2`,
    values: [staffId, except === undefined ? Buffer.alloc(0) : hashToken(except)],
  })
}

type Row = {
  id: string
  name: string
  email: string
  csrf: string
  createdAt: Date
  lastSeenAt: Date
  grants: unknown
}

function before(now: Date, minutes: number): Date {
  return new Date(now.getTime() - minutes * 60_000)
}
