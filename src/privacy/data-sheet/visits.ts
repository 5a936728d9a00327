import { basis, kept, seenBy, type Sheet } from './entry.ts'

/** Whose appointments there are and what became of them. */
export const visits = {
  applicant: {
    what: 'who comes',
    aboutPersons: true,
    fields: [
      {
        columns: 'name date_of_birth',
        purpose: 'to know who comes, and to let nobody else open the appointment',
        basis: basis.task,
        kept: kept.visit,
        seenBy: seenBy.visit,
        lies: 'encrypted',
      },
      {
        columns: 'birthday',
        purpose: 'to find somebody by the date of birth',
        basis: basis.task,
        kept: kept.visit,
        seenBy: seenBy.nobody,
        lies: 'keyed hash',
      },
      {
        columns: 'id data_key_id',
        purpose: 'to join the person with appointments and key',
        basis: basis.task,
        kept: kept.visit,
        seenBy: seenBy.nobody,
        lies: 'plain',
      },
    ],
  },
  applicant_word: {
    what: 'each word of a name, to search by',
    aboutPersons: true,
    fields: [
      {
        columns: 'word',
        purpose: 'to find somebody by a part of the name',
        basis: basis.task,
        kept: kept.visit,
        seenBy: seenBy.nobody,
        lies: 'keyed hash',
      },
      {
        columns: 'applicant_id',
        purpose: 'whose word it is',
        basis: basis.task,
        kept: kept.visit,
        seenBy: seenBy.nobody,
        lies: 'plain',
      },
    ],
  },
  data_key: {
    what: 'the keys of persons, talks, contacts and lots; deleting one is erasure, in backups too',
    aboutPersons: true,
    fields: [
      {
        columns: 'wrapped',
        purpose: 'to encrypt what is about one person',
        basis: basis.security,
        kept: 'as long as what it encrypts',
        seenBy: seenBy.nobody,
        lies: 'encrypted',
      },
      {
        columns: 'id',
        purpose: 'to find the key',
        basis: basis.security,
        kept: 'as long as what it encrypts',
        seenBy: seenBy.nobody,
        lies: 'plain',
      },
    ],
  },
  appointment: {
    what: 'a booking and the visit',
    aboutPersons: true,
    fields: [
      {
        columns: 'identity',
        purpose: 'one active appointment per person and department; to find all that is to be erased',
        basis: basis.task,
        kept: kept.visit,
        seenBy: seenBy.nobody,
        lies: 'keyed hash',
      },
      {
        columns: 'applicant_id conversation_id',
        purpose: 'whose it is, and where to tell them',
        basis: basis.task,
        kept: kept.visit,
        seenBy: seenBy.nobody,
        lies: 'plain',
      },
      {
        columns: `id code check_in_code state department_id service_id location_id starts_at ends_at slot_ids people channel
          language active moves office_moves moved_from_id booked_at ended_at`,
        purpose: 'the appointment itself; the office counts appointments by these',
        basis: basis.task,
        kept: kept.number,
        seenBy: `${seenBy.visit}; code and check-in code also the screen and tablet of the waiting room`,
        lies: 'plain',
      },
      {
        columns: 'presence attendance source arrived_at coming_at called_at room',
        purpose: 'to call people in, and to know truly who came',
        basis: basis.task,
        kept: kept.number,
        seenBy: `${seenBy.visit}; the room also the screen of the waiting room`,
        lies: 'plain',
      },
      {
        columns: 'called_by',
        purpose: 'that two clerks do not call the same person',
        basis: basis.staff,
        kept: kept.staff,
        seenBy: seenBy.place,
        lies: 'plain',
      },
    ],
  },
  attendance_record: {
    what: 'what became known of a visit; rows are only added',
    aboutPersons: true,
    fields: [
      {
        columns: 'id appointment_id what source room at',
        purpose: 'that a no-show can be checked and corrected',
        basis: basis.task,
        kept: kept.number,
        seenBy: seenBy.place,
        lies: 'plain',
      },
      {
        columns: 'staff_id',
        purpose: 'who recorded it',
        basis: basis.staff,
        kept: kept.staff,
        seenBy: seenBy.place,
        lies: 'plain',
      },
    ],
  },
  appointment_note: {
    what: 'what a clerk wrote down about a visit',
    aboutPersons: true,
    fields: [
      {
        columns: 'body',
        purpose: 'what the next clerk has to know',
        basis: basis.task,
        kept: kept.visit,
        seenBy: seenBy.place,
        lies: 'encrypted',
      },
      {
        columns: 'id appointment_id staff_id at',
        purpose: 'whose note it is, of which visit and when',
        basis: basis.task,
        kept: kept.visit,
        seenBy: seenBy.place,
        lies: 'plain',
      },
    ],
  },
  notice: {
    what: 'what somebody has to be told of their appointment',
    aboutPersons: true,
    fields: [
      {
        columns: 'id appointment_id kind closing_id due_at claimed_at told_at outcome hours_before',
        purpose: 'to tell each thing once, and to know whom the office has to tell itself',
        basis: basis.task,
        kept: kept.visit,
        seenBy: seenBy.place,
        lies: 'plain',
      },
    ],
  },
  hold: {
    what: 'a time that is kept while somebody types',
    aboutPersons: true,
    fields: [
      {
        columns: `conversation_id id department_id service_id location_id starts_at ends_at slot_ids expires_at
          freed_seat_id`,
        purpose: 'that nobody else takes the time meanwhile',
        basis: basis.task,
        kept: '10 minutes; gone when booked, given up or erased',
        seenBy: seenBy.person,
        lies: 'plain',
      },
    ],
  },
  freed_seat: {
    what: 'a time that an appointment left, and where it went',
    aboutPersons: true,
    fields: [
      {
        columns: `id department_id location_id service_id starts_at ends_at slot_ids cause appointment_id state freed_at
          next_at public_at settled_at taken_id`,
        purpose: 'to give it to somebody at once, and to count how many were taken again',
        basis: basis.task,
        kept: 'stays as a number, as the two appointments that it names do',
        seenBy: seenBy.place,
        lies: 'plain',
      },
    ],
  },
} as const satisfies Sheet
