import { randomUUID } from 'node:crypto'
import type { Tx } from '#database.ts'
import { decrypt, encrypt } from '#privacy/encrypt.ts'
import { type Keys, unwrapDataKey } from '#privacy/keys.ts'
import { actOn, type Acted, byClerk, type ByStaff } from './act-on.ts'

export type Noting = ByStaff & { appointmentId: string; text: string }

/** `text` is undefined once the person it is about was forgotten. */
export type Note = { id: string; staffId: string | null; at: Date; text: string }

/**
 * Writes something down about a visit, under the key of the person it is about. A note on somebody who is there says that
 * they came; on somebody who is still expected ("is ill") it says nothing of the kind. `forgotten`: there is no key any more.
 */
export async function note(
  tx: Tx,
  keys: Keys,
  { appointmentId, text, ...by }: Noting,
): Promise<Acted<'noted', 'forgotten'>> {
  const acted = await actOn(tx, {
    appointmentId,
    done: 'noted',
    decide: ({ presence, applicantId }) => {
      if (applicantId === null) return 'forgotten'
      if (presence === 'expected') return 'expected'
      return byClerk(presence === 'called' ? 'with_clerk' : 'attended', by)
    },
  })
  switch (acted.outcome) {
    case 'expected':
    case 'noted':
      await writeNote(tx, keys, { appointmentId, text, ...by })
      return { outcome: 'noted', appointment: acted.appointment }
    case 'forgotten':
    case 'not-booked':
      return { outcome: acted.outcome, appointment: acted.appointment }
    case 'not-found':
      return { outcome: 'not-found' }
  }
}

/** Everything noted about a visit, oldest first. */
export async function notesOf(tx: Tx, keys: Keys, { appointmentId }: { appointmentId: string }): Promise<Note[]> {
  const rows = await tx.query<Omit<Note, 'text'> & { body: Uint8Array; keyId: string; wrapped: Uint8Array }>({
    name: 'notes-of',
    text: `
      SELECT note.id, note.staff_id AS "staffId", note.at, note.body, data_key.id AS "keyId", data_key.wrapped
      FROM appointment_note AS note
      JOIN appointment ON appointment.id = note.appointment_id
      JOIN applicant ON applicant.id = appointment.applicant_id
      JOIN data_key ON data_key.id = applicant.data_key_id
      WHERE note.appointment_id = $1 ORDER BY note.at, note.id`,
    values: [appointmentId],
  })
  return rows.map(({ body, keyId, wrapped, ...rest }) => {
    const key = unwrapDataKey(keys, { id: keyId, wrapped })
    return { ...rest, text: decrypt(key, body, noteBody(rest.id)) }
  })
}

/** Under the key of the person of the appointment, who must still be known. */
export async function writeNote(tx: Tx, keys: Keys, { appointmentId, text, staffId, now }: Noting): Promise<void> {
  const [dataKey] = await tx.query<{ id: string; wrapped: Uint8Array }>({
    name: 'note-find-key',
    text: `
      SELECT data_key.id, data_key.wrapped
      FROM appointment JOIN applicant ON applicant.id = appointment.applicant_id
      JOIN data_key ON data_key.id = applicant.data_key_id
      WHERE appointment.id = $1`,
    values: [appointmentId],
  })
  if (!dataKey) throw new Error('A person lost the key in the middle of a note')
  const id = randomUUID()
  await tx.query({
    name: 'note',
    text: 'INSERT INTO appointment_note (id, appointment_id, staff_id, body, at) VALUES ($1, $2, $3, $4, $5)',
    values: [id, appointmentId, staffId, encrypt(unwrapDataKey(keys, dataKey), text, noteBody(id)), now],
  })
}

function noteBody(id: string): string {
  return `appointment_note.body.${id}`
}
