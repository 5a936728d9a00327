import { isContradicted } from '#appointments/attendance/contradictions.ts'
import { daysOff } from '#appointments/days-off.ts'
import { addDays, localDay } from '#appointments/local-time.ts'
import { workingDaysBefore } from '#appointments/working-days.ts'
import { rules } from '#appointments/rules.ts'
import type { Database } from '#database.ts'
import { sessionLimits } from '#staff/sessions.ts'

/** How much was past its time. */
export type Retained = Record<keyof typeof statements, number>

/**
 * Deletes what is past its time: updates, message texts, one-time links and the answers of silent talks after 48 hours; who came
 * and what was noted about it 2 working days after it is settled whether they did, at the latest 14 days after the visit; a
 * wish of the waitlist after a month, or two days after its end; a conversation on which nothing hangs any more, after a week, and
 * its e-mail address and browsers after a day; whose a lot was 2 days after the draw, the draw after a year, and whom a broadcast
 * went to after 2 days; an import's file name after a year; of the desk its sessions when they are over, where tries to sign in came from after a day, answers to repeated
 * writes after a day, the audit log after a year. The appointment itself stays, as a number. Again or twice at once it does no harm.
 */
export async function retain(db: Pick<Database, 'query'>, { now }: { now: Date }): Promise<Retained> {
  const twoDaysAgo = hoursBefore(now, 48)
  const today = localDay(now)
  const off = await daysOff(db, { firstDay: addDays(today, -60), lastDay: today })
  const count = async (name: keyof typeof statements, ...before: Date[]) => {
    const [row] = await db.query<{ count: number }>({
      name: `retain-${name}`,
      text: statements[name],
      values: before,
    })
    return row?.count ?? 0
  }
  return {
    updates: await count('updates', twoDaysAgo),
    messages: await count('messages', twoDaysAgo),
    talks: await count('talks', twoDaysAgo),
    openings: await count('openings', twoDaysAgo),
    pages: await count('pages', twoDaysAgo),
    transfers: await count('transfers', twoDaysAgo),
    persons: await count('persons', hoursBefore(now, 14 * 24), workingDaysBefore(now, { days: 2, daysOff: off })),
    lots: await count('lots', twoDaysAgo),
    draws: await count('draws', hoursBefore(now, 366 * 24)),
    contacts: await count('contacts', hoursBefore(now, 24)),
    wishes: await count('wishes', hoursBefore(now, rules.wishDays * 24), twoDaysAgo),
    offers: await count('offers', hoursBefore(now, 7 * 24)),
    conversations: await count('conversations', hoursBefore(now, 7 * 24)),
    recipients: await count('recipients', twoDaysAgo),
    imports: await count('imports', hoursBefore(now, 366 * 24)),
    sessions: await count(
      'sessions',
      hoursBefore(now, sessionLimits.hours),
      hoursBefore(now, sessionLimits.idleMinutes / 60),
    ),
    tries: await count('tries', hoursBefore(now, 24), hoursBefore(now, 400 * 24)),
    invitations: await count('invitations', twoDaysAgo),
    answers: await count('answers', hoursBefore(now, 24)),
    audit: await count('audit', hoursBefore(now, 366 * 24)),
  }
}

function hoursBefore(now: Date, hours: number): Date {
  return new Date(now.getTime() - hours * 60 * 60 * 1000)
}

/** SQL: whether it is known since $2 whether somebody came, and nobody says otherwise. */
const isSettled = `
  state = 'booked' AND attendance <> 'unrecorded' AND NOT ${isContradicted}
    AND EXISTS (SELECT FROM attendance_record WHERE appointment_id = appointment.id)
    AND NOT EXISTS (SELECT FROM attendance_record WHERE appointment_id = appointment.id AND at >= $2)`

/** SQL: does it, and says to how many rows. */
const counting = (deed: string) => `WITH done AS (${deed} RETURNING 1) SELECT count(*) AS count FROM done`

const statements = {
  updates: counting('DELETE FROM inbox WHERE received_at < $1'),
  messages: counting('DELETE FROM message WHERE created_at < $1'),
  // A talk in which nobody has said anything since has no message left: its key goes too, and with it every backup of it.
  talks: `
    WITH
      silent AS MATERIALIZED (
        SELECT id, data_key_id FROM conversation
        WHERE last_seen_at < $1 AND data_key_id IS NOT NULL
          AND NOT EXISTS (SELECT FROM message WHERE conversation_id = conversation.id)
        ORDER BY id FOR UPDATE SKIP LOCKED
      ),
      emptied AS (
        UPDATE conversation SET answers = NULL, data_key_id = NULL FROM silent WHERE conversation.id = silent.id
      ),
      gone AS (DELETE FROM data_key WHERE id IN (SELECT data_key_id FROM silent))
    SELECT count(*) AS count FROM silent`,
  openings: counting('DELETE FROM failed_opening WHERE at < $1'),
  pages: counting('DELETE FROM form_token WHERE expires_at < $1'),
  transfers: counting('DELETE FROM transfer WHERE expires_at < $1'),
  persons: `
    WITH
      past AS MATERIALIZED (
        SELECT applicant.id, data_key_id FROM applicant
        WHERE NOT EXISTS (
          SELECT FROM appointment
          WHERE applicant_id = applicant.id AND state <> 'moved' AND ends_at >= $1 AND NOT (${isSettled})
        )
        ORDER BY id FOR UPDATE SKIP LOCKED
      ),
      anonymous AS (
        UPDATE appointment SET identity = NULL, applicant_id = NULL, conversation_id = NULL
        WHERE (identity IS NOT NULL OR conversation_id IS NOT NULL)
          AND (applicant_id IN (SELECT id FROM past) OR (applicant_id IS NULL AND ends_at < $1))
        RETURNING id, code
      ),
      notes AS (DELETE FROM appointment_note WHERE appointment_id IN (SELECT id FROM anonymous)),
      news AS (DELETE FROM notice WHERE appointment_id IN (SELECT id FROM anonymous)),
      closed AS (DELETE FROM appointment_access WHERE code IN (SELECT code FROM anonymous)),
      names AS (DELETE FROM applicant WHERE id IN (SELECT id FROM past)),
      gone AS (DELETE FROM data_key WHERE id IN (SELECT data_key_id FROM past))
    SELECT count(*) AS count FROM past`,
  // What nobody said yes to, and what no appointment, wish or lot needs any more; a letter about a drawn place is answered as long as
  // the place is kept, wherever the lot has gone with its person. Deleting the key deletes the contact.
  contacts: `
    WITH
      past AS MATERIALIZED (
        SELECT data_key_id FROM contact
        WHERE created_at < $1 AND (
          confirmed_at IS NULL OR NOT (
            EXISTS (SELECT FROM appointment WHERE conversation_id = contact.conversation_id)
            OR EXISTS (SELECT FROM appointment_access WHERE conversation_id = contact.conversation_id)
            OR EXISTS (SELECT FROM subscription WHERE conversation_id = contact.conversation_id AND ended_at IS NULL)
            OR EXISTS (
              SELECT FROM lot WHERE conversation_id = contact.conversation_id AND state IN ('entered', 'waiting', 'offered')
            )
            OR EXISTS (
              SELECT FROM contact_delivery JOIN lot ON lot.id = lot_id WHERE contact_id = contact.id AND lot.state = 'offered'
            )
          )
        )
        ORDER BY id FOR UPDATE SKIP LOCKED
      ),
      gone AS (DELETE FROM data_key WHERE id IN (SELECT data_key_id FROM past))
    SELECT count(*) AS count FROM past`,
  // A wish is over after a month whatever became of it, and one that ended soon after.
  wishes: counting('DELETE FROM subscription WHERE created_at < $1 OR ended_at < $2'),
  // Whom an offer went to matters only for how often somebody may be asked.
  offers: counting(
    `UPDATE offer SET conversation_id = NULL WHERE conversation_id IS NOT NULL AND state <> 'offered' AND offered_at < $1`,
  ),
  // Most were never more than a greeting. A turn that comes meanwhile has set last_seen_at, which is judged under the lock.
  conversations: `
    WITH
      empty AS MATERIALIZED (
        SELECT id FROM conversation
        WHERE last_seen_at < $1 AND data_key_id IS NULL
          AND NOT EXISTS (SELECT FROM appointment WHERE conversation_id = conversation.id)
          AND NOT EXISTS (SELECT FROM appointment_access WHERE conversation_id = conversation.id)
          AND NOT EXISTS (SELECT FROM hold WHERE conversation_id = conversation.id)
          AND NOT EXISTS (SELECT FROM lot WHERE conversation_id = conversation.id)
          AND NOT EXISTS (
            SELECT FROM subscription
            WHERE conversation_id = conversation.id AND ended_at IS NULL AND (until IS NULL OR until >= $1::date)
          )
        ORDER BY id FOR UPDATE SKIP LOCKED
      ),
      gone AS (DELETE FROM conversation WHERE id IN (SELECT id FROM empty))
    SELECT count(*) AS count FROM empty`,
  // A draw's list stays to be checked; whose a lot was is nobody's business any more.
  lots: counting(`
    UPDATE lot SET conversation_id = NULL FROM draw
    WHERE draw.id = draw_id AND coalesce(settled_at, cancelled_at) < $1 AND conversation_id IS NOT NULL`),
  draws: counting('DELETE FROM draw WHERE coalesce(settled_at, cancelled_at) < $1'),
  // Of a broadcast that is over its counts stay, and nobody whom it went to.
  recipients: `
    WITH
      past AS MATERIALIZED (SELECT id FROM broadcast WHERE ended_at < $1 AND counts IS NULL ORDER BY id FOR UPDATE SKIP LOCKED),
      kept AS (
        UPDATE broadcast SET counts = coalesce((
          SELECT jsonb_agg(jsonb_build_object('language', language, 'state', state, 'count', count))
          FROM (
            SELECT language, state, count(*) AS count FROM broadcast_recipient WHERE broadcast_id = broadcast.id GROUP BY 1, 2
          ) AS counted
        ), '[]') FROM past WHERE broadcast.id = past.id
      ),
      gone AS (DELETE FROM broadcast_recipient WHERE broadcast_id IN (SELECT id FROM past) RETURNING 1)
    SELECT count(*) AS count FROM gone`,
  // A file may be called after somebody: in the list its tool's name then stands for it.
  imports: counting(
    `UPDATE import SET file_name = origin, staff_id = NULL WHERE at < $1 AND (file_name <> origin OR staff_id IS NOT NULL)`,
  ),
  // A member's last one stays: it says when they were here.
  sessions: counting(`
    DELETE FROM staff_session WHERE (created_at < $1 OR last_seen_at < $2) AND EXISTS (
      SELECT FROM staff_session AS later
      WHERE later.staff_id = staff_session.staff_id
        AND (later.last_seen_at, later.hash) > (staff_session.last_seen_at, staff_session.hash)
    )`),
  tries: counting(
    'DELETE FROM sign_in_source WHERE last_at < CASE WHEN is_known THEN $2::timestamptz ELSE $1::timestamptz END',
  ),
  invitations: counting('DELETE FROM invitation WHERE expires_at < $1'),
  answers: counting('DELETE FROM idempotent_answer WHERE created_at < $1'),
  audit: counting('DELETE FROM audit_entry WHERE at < $1'),
} as const
