import type { Tx } from '#database.ts'
import { actOn, byClerk, type ByStaff, dayOf } from './act-on.ts'
import { type Visit, visitColumns } from './visit.ts'

/** What became of somebody who was called. */
export type Former = { appointmentId: string; became: 'came' | 'did-not-come' | 'put-back' }

/** Whom the clerk called before, and nothing more is known: a call alone is no proof that somebody came. */
export type Unsettled =
  | { outcome: 'first-settle'; appointment: Visit }
  /** Before its start nobody has missed an appointment: they can be put back. */
  | { outcome: 'former-not-started'; appointment: Visit }

/**
 * What must be known before a clerk calls again: what became of the person called before. Whoever is with the clerk is done
 * as the next one is called.
 */
export async function settleFormer(
  tx: Tx,
  { former, ...by }: ByStaff & { former?: Former | undefined },
): Promise<Unsettled | undefined> {
  await queueUp(tx, by)
  if (former) {
    const settled = await settle(tx, former, by)
    if (settled) return settled
  }
  const [mine, ...others] = await findMine(tx, by)
  if (mine?.presence === 'called') return { outcome: 'first-settle', appointment: mine }
  for (const { id } of mine ? [mine, ...others] : [])
    await actOn(tx, {
      appointmentId: id,
      done: 'done',
      decide: ({ presence }) => (presence === 'with_clerk' ? byClerk('done', by) : 'already'),
    })
  return undefined
}

/** One clerk's calls come one after another: a key pressed twice, or in two windows, calls one person. */
export async function queueUp(tx: Tx, { staffId }: Pick<ByStaff, 'staffId'>): Promise<void> {
  if (staffId === null) return
  await tx.query({
    name: 'call-queue-up',
    text: 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))',
    values: [`call ${staffId}`],
  })
}

async function settle(tx: Tx, { appointmentId, became }: Former, by: ByStaff): Promise<Unsettled | undefined> {
  const settled = await actOn(tx, {
    appointmentId,
    done: 'settled',
    decide: ({ presence, calledBy, startsAt }) => {
      // Settled in another window meanwhile, which is as good, or another clerk's to settle.
      if (presence !== 'called' || calledBy !== by.staffId) return 'already'
      if (became === 'did-not-come' && startsAt > by.now) return 'former-not-started'
      return byClerk(acts[became], by)
    },
  })
  return settled.outcome === 'former-not-started' ? { ...settled, outcome: settled.outcome } : undefined
}

const acts = { came: 'done', 'did-not-come': 'no_show', 'put-back': 'put_back' } as const

/** Those the clerk has called today and not finished with, the still only called ones first. */
export async function findMine(tx: Tx, { staffId, now }: ByStaff): Promise<Visit[]> {
  const { from, before } = dayOf(now)
  return tx.query<Visit>({
    name: 'call-find-mine',
    text: `
      SELECT ${visitColumns('appointment')} FROM appointment
      WHERE starts_at >= $2 AND starts_at < $3 AND state = 'booked' AND called_by = $1
        AND presence IN ('called', 'with_clerk')
      ORDER BY presence, called_at DESC`,
    values: [staffId, from, before],
  })
}
