import type { Tx } from '#database.ts'
import { actOn, type Acted } from './act-on.ts'
import { findVisit } from './find-visit.ts'
import type { Answer, AttendanceRecord } from './replay.ts'
import { recordsOf } from './take-back.ts'

export type SayingWhetherSeen = {
  conversationId: string
  /** The appointment's code. */
  code: string
  answer: 'seen' | 'office-cancelled' | 'could-not-come'
  now: Date
}

type Refused = 'already' | 'not-started'

/**
 * The applicant's answer to "Were you seen?". It settles what nobody recorded; against a clerk's record it only stands beside
 * it until a clerk decides. "The office cancelled" is for a clerk to confirm.
 */
export async function sayWhetherSeen(
  tx: Tx,
  { answer, now, ...by }: SayingWhetherSeen,
): Promise<Acted<'recorded', Refused>> {
  const found = await findVisit(tx, by)
  if (!found) return { outcome: 'not-found' }
  const hasAnswered = (await recordsOf(tx, found.id)).some(({ what }) => what.startsWith('says_'))
  return actOn(tx, {
    appointmentId: found.id,
    done: 'recorded',
    decide: ({ startsAt }): Refused | AttendanceRecord => {
      if (startsAt > now) return 'not-started'
      if (hasAnswered) return 'already'
      return { what: answers[answer], source: 'applicant', staffId: null, room: null, at: now }
    },
  })
}

const answers: Readonly<Record<SayingWhetherSeen['answer'], Answer>> = {
  seen: 'says_seen',
  'office-cancelled': 'says_office_cancelled',
  'could-not-come': 'says_could_not_come',
}
