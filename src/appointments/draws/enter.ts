import { randomUUID } from 'node:crypto'
import type { Tx } from '#database.ts'
import { encrypt } from '#privacy/encrypt.ts'
import { identityOf } from '#privacy/identity.ts'
import { type Keys, newDataKey } from '#privacy/keys.ts'
import { newCode } from '../code.ts'
import type { Applicant } from '../write-person.ts'
import { takesEntries } from './draw.ts'
import type { TimeOfDay } from './places.ts'

export type Entering = {
  drawId: string
  conversationId: string
  applicant: Applicant
  people: number
  language: string
  prefers: TimeOfDay
  takesWaitlist: boolean
  now: Date
}

export type Entered =
  | { outcome: 'entered' | 'changed'; number: string }
  /** The person has a lot, from another conversation: which one, only that one learns. */
  | { outcome: 'already' }
  | { outcome: 'has-one' | 'too-many' | 'closed' }

/** A helper may enter for a family; more from one talk looks like a trade. */
export const lotsPerTalk = 5

/**
 * One lot for a person in this draw, whichever way and however often they come. Entered again in the same conversation it
 * changes the wishes and keeps its number. Whoever has an appointment in the department has what the others are waiting for.
 */
export async function enter(tx: Tx, keys: Keys, entering: Entering, makeNumber = newCode): Promise<Entered> {
  const identity = identityOf(keys, entering.applicant)
  for (let tries = 0; tries < 10; tries++) {
    const tried = await insert(tx, keys, { ...entering, identity, number: makeNumber() })
    if (!tried.isOpen) return { outcome: 'closed' }
    if (tried.hasOne) return { outcome: 'has-one' }
    if (tried.number !== null) return { outcome: 'entered', number: tried.number }
    const [other] = await tx.query<{ number: string; isMine: boolean }>({
      name: 'enter-find-other',
      text: `SELECT number, coalesce(conversation_id = $3, false) AS "isMine" FROM lot WHERE draw_id = $1 AND identity = $2`,
      values: [entering.drawId, identity, entering.conversationId],
    })
    if (other?.isMine) {
      await change(tx, entering, other.number)
      return { outcome: 'changed', number: other.number }
    }
    if (other) return { outcome: 'already' }
    if (tried.mine >= lotsPerTalk) return { outcome: 'too-many' }
    // The number was in use, or the person's other lot has just been taken back: once more.
  }
  throw new Error('No lot was possible although nothing speaks against it')
}

type Tried = { isOpen: boolean; hasOne: boolean; mine: number; number: string | null }

/** One statement: of two entries of one person at once the second waits for the first and loses to it without an error. */
async function insert(tx: Tx, keys: Keys, entering: Entering & { identity: Buffer; number: string }): Promise<Tried> {
  const { drawId, conversationId, applicant, identity, now } = entering
  const id = randomUUID()
  const secret = newDataKey(keys)
  const [tried] = await tx.query<Tried>({
    name: 'enter-draw',
    text: `
      WITH
        -- Whoever draws the lots locks the draw: an entry is on the list or came too late.
        open AS MATERIALIZED (SELECT id, department_id FROM draw WHERE id = $2 AND ${takesEntries('$14')} FOR SHARE),
        other AS MATERIALIZED (
          SELECT FROM appointment JOIN open ON appointment.department_id = open.department_id
          WHERE identity = $4 AND state = 'booked' AND active AND ends_at > $14
        ),
        mine AS MATERIALIZED (SELECT FROM lot WHERE draw_id = $2 AND conversation_id = $5),
        entered AS (
          INSERT INTO lot (id, draw_id, number, identity, conversation_id, data_key_id, name, date_of_birth, people, language,
            prefers, takes_waitlist, entered_at)
          SELECT $1, $2, $3, $4, $5, $6, $8, $9, $10, $11, $12::time_of_day, $13, $14
          FROM open WHERE NOT EXISTS (SELECT FROM other) AND (SELECT count(*) FROM mine) < ${lotsPerTalk}
          ON CONFLICT DO NOTHING
          RETURNING number
        ),
        secret AS (INSERT INTO data_key (id, wrapped) SELECT $6, $7 FROM entered)
      SELECT EXISTS (SELECT FROM open) AS "isOpen", EXISTS (SELECT FROM other) AS "hasOne",
        (SELECT count(*) FROM mine)::int AS mine, (SELECT number FROM entered) AS number`,
    values: [
      id,
      drawId,
      entering.number,
      identity,
      conversationId,
      secret.id,
      secret.wrapped,
      encrypt(secret.key, applicant.name, lotPlace('name', id)),
      encrypt(secret.key, applicant.dateOfBirth, lotPlace('date_of_birth', id)),
      entering.people,
      entering.language,
      entering.prefers,
      entering.takesWaitlist,
      now,
    ],
  })
  if (!tried) throw new Error('An entry came to nothing')
  return tried
}

export function lotPlace(column: 'name' | 'date_of_birth', lotId: string): string {
  return `lot.${column}.${lotId}`
}

async function change(tx: Tx, { drawId, people, prefers, takesWaitlist }: Entering, number: string): Promise<void> {
  await tx.query({
    name: 'enter-change',
    text: 'UPDATE lot SET people = $3, prefers = $4, takes_waitlist = $5 WHERE draw_id = $1 AND number = $2',
    values: [drawId, number, people, prefers, takesWaitlist],
  })
}
