/** How a value lies in the database; `random hash` is the SHA-256 of a random token, of which nothing can be guessed. */
export type Lies = 'plain' | 'encrypted' | 'keyed hash' | 'random hash' | 'Argon2id'

/** Columns, separated by spaces, of which the same is true. */
export type Field = {
  columns: string
  purpose: string
  basis: string
  kept: string
  seenBy: string
  lies: Lies
}

export type Entry = { what: string } & (
  { aboutPersons: true; fields: readonly Field[] } | { aboutPersons: false; because: string; columns: string }
)

export type Sheet = Readonly<Record<string, Entry>>

/** Legal bases as we propose them: the authority's data protection officer has the last word. */
export const basis = {
  task: 'Art. 6(1)(e) GDPR with § 3 DSG NRW: the task of the authority',
  consent: 'Art. 6(1)(a) GDPR: consent, which can be taken back at any time',
  objection: 'Art. 6(1)(c) GDPR with Art. 7(3) and 21: that somebody wants no messages must be kept to',
  security: 'Art. 6(1)(e) GDPR with § 3 DSG NRW and Art. 32 GDPR: security of processing',
  staff: '§ 18 DSG NRW with Art. 88 GDPR: employment',
} as const

export const seenBy = {
  nobody: 'nobody: only the program',
  person: 'the person; nobody at the office',
  visit: 'the person, whoever opened it with code and date of birth; clerks and managers of the place',
  place: 'clerks and managers of the place',
  managers: 'managers of the place',
  administrators: 'administrators',
} as const

export const kept = {
  visit:
    '2 working days after the attendance of a visit is settled, at the latest 14 days after the person’s last one; gone at once on erasure',
  talk: '48 hours after the last word; gone at once on erasure',
  conversation: 'a week after the last word, when neither an appointment, a hold, a lot nor a wish hangs on it',
  number: 'stays as a number: whose it was goes with identity, applicant_id and conversation_id',
  staff: 'no end is set: a member is disabled, not deleted, so that what they did keeps its author',
} as const
