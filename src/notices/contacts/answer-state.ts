import { mayAct } from '#appointments/access.ts'
import type { Database } from '#database.ts'
import type { LetterAnswer } from './letter-answers.ts'

/**
 * Whether it can still be answered. `given`: which of its answers was given. `startsAt` of the time that it is about. `heldMinutes`: of
 * an accepted offer that is not booked, how long its time is still reserved, 0 when it is no more. `hasOther`: of a lot whose person
 * has an appointment already.
 */
export type AnswerState =
  | { state: 'open' | 'ran-out' | 'over'; startsAt?: Date; hasOther?: true }
  | { state: 'answered'; given: string; startsAt?: Date; heldMinutes?: number | undefined }

type About = Pick<LetterAnswer, 'about' | 'subject'> & { conversationId: string; now: Date }

/** By what is true now, wherever it was answered: in the chat, by a letter, or by somebody for them. */
export async function answerState(db: Pick<Database, 'query'>, of: About): Promise<AnswerState> {
  const { about, subject, conversationId, now } = of
  switch (about) {
    case 'offer': {
      const [row] = await db.query<{ state: string; isLive: boolean; startsAt: Date; heldMinutes: number | null }>({
        name: 'answer-state-of-offer',
        text: `SELECT offer.state, offer.expires_at > clock_timestamp() AS "isLive", seat.starts_at AS "startsAt",
                 CASE WHEN taken_id IS NULL
                   THEN greatest(0, ceil(extract(epoch FROM coalesce(hold.expires_at - clock_timestamp(), '0')) / 60))::int
                 END AS "heldMinutes"
               FROM offer JOIN freed_seat AS seat ON seat.id = offer.freed_seat_id
               LEFT JOIN hold ON hold.conversation_id = offer.conversation_id AND hold.freed_seat_id = seat.id
               WHERE offer.id = $1 AND offer.conversation_id = $2`,
        values: [subject, conversationId],
      })
      if (row?.state === 'accepted') {
        const { startsAt, heldMinutes } = row
        return { state: 'answered', given: 'accept', startsAt, heldMinutes: heldMinutes ?? undefined }
      }
      if (row?.state === 'declined') return { state: 'answered', given: 'decline' }
      if (row?.state === 'offered' && row.isLive) return { state: 'open' }
      return { state: row?.state === 'offered' || row?.state === 'expired' ? 'ran-out' : 'over' }
    }
    case 'drawn': {
      const [row] = await db.query<{ state: string; isLive: boolean | null }>({
        name: 'answer-state-of-lot',
        text: 'SELECT state, expires_at > $3 AS "isLive" FROM lot WHERE number = $1 AND conversation_id = $2',
        values: [subject, conversationId, now],
      })
      if (row?.state === 'confirmed') return { state: 'answered', given: 'yes' }
      if (row?.state === 'declined') return { state: 'answered', given: 'no' }
      if (row?.state === 'offered' && row.isLive) return { state: 'open' }
      if (row?.state === 'passed') return { state: 'over', hasOther: true }
      return { state: row?.state === 'offered' || row?.state === 'lapsed' ? 'ran-out' : 'over' }
    }
    case 'reminder':
    case 'moved': {
      const [row] = await db.query<{ startsAt: Date; isComing: boolean }>({
        name: 'answer-state-of-appointment',
        text: `SELECT starts_at AS "startsAt", coming_at IS NOT NULL AS "isComing" FROM appointment
               WHERE code = $1 AND state = 'booked' AND starts_at > $3 AND ${mayAct('$2')}`,
        values: [subject, conversationId, now],
      })
      if (!row) return { state: 'over' }
      const { startsAt } = row
      return about === 'reminder' && row.isComing
        ? { state: 'answered', given: 'coming', startsAt }
        : { state: 'open', startsAt }
    }
  }
}
