import type { Tx } from '#database.ts'
import { mayAct } from '../access.ts'
import { rules } from '../rules.ts'
import { dayOf } from './act-on.ts'
import { arrive } from './arrive.ts'
import { type Visit, visitColumns } from './visit.ts'

/** `already`: they are known to be there, or more than that. */
export type SaidHere = { outcome: 'arrived' | 'already' | 'too-early' | 'too-late'; appointment: Visit }

/**
 * "I am here", for each visit of the day that it can be meant for: from an hour before its start to its end. When it is for none
 * of them, the answer is about the next one, or else the last. Empty when there is no visit today.
 */
export async function sayHere(tx: Tx, { conversationId, now }: Saying): Promise<SaidHere[]> {
  const visits = await visitsToday(tx, { conversationId, now })
  const meant = visits.filter((visit) => isNear(visit, now))
  const said: SaidHere[] = []
  for (const visit of meant) {
    const by = { by: { appointmentId: visit.id }, source: 'applicant', now } as const
    const came = await arrive(tx, by)
    if (came.outcome === 'arrived' || came.outcome === 'already')
      said.push({ outcome: came.outcome, appointment: came.appointment })
  }
  if (said.length > 0) return said
  const next = visits.find(({ startsAt }) => startsAt > now)
  if (next) return [{ outcome: 'too-early', appointment: next }]
  const last = visits.at(-1)
  if (!last) return []
  return [{ outcome: last.presence === 'expected' ? 'too-late' : 'already', appointment: last }]
}

type Saying = { conversationId: string; now: Date }

function isNear({ startsAt, endsAt }: Visit, now: Date): boolean {
  return startsAt.getTime() - now.getTime() <= rules.arrivalMinutes * 60 * 1000 && endsAt > now
}

async function visitsToday(tx: Tx, { conversationId, now }: Saying): Promise<Visit[]> {
  const { from, before } = dayOf(now)
  return tx.query<Visit>({
    name: 'visits-today',
    text: `
      SELECT ${visitColumns('appointment')} FROM appointment
      WHERE state = 'booked' AND starts_at >= $2 AND starts_at < $3 AND ${mayAct('$1')}
      ORDER BY starts_at, id`,
    values: [conversationId, from, before],
  })
}
