import { basis, seenBy, type Sheet } from './entry.ts'

/** The waitlist, draws, broadcasts: who hopes for a time. */
export const waiting = {
  subscription: {
    what: 'a wish to hear of free times',
    aboutPersons: true,
    fields: [
      {
        columns: `id conversation_id department_id service_id location_id until notice_minutes appointment_code language
          created_at ended_at ended_why`,
        purpose: 'to offer somebody a time that helps them',
        basis: basis.consent,
        kept: '30 days, or 48 hours after its end; gone at once when the person erases the talk',
        seenBy: `the person; ${seenBy.place}`,
        lies: 'plain',
      },
    ],
  },
  offer: {
    what: 'a freed time that was offered to one person',
    aboutPersons: true,
    fields: [
      {
        columns: 'conversation_id',
        purpose: 'one offer a day and three in a week to the same person',
        basis: basis.consent,
        kept: '7 days after it was made; gone at once when the person erases the talk',
        seenBy: seenBy.person,
        lies: 'plain',
      },
      {
        columns: 'subscription_id',
        purpose: 'which wish it answers',
        basis: basis.consent,
        kept: 'as long as the wish',
        seenBy: seenBy.place,
        lies: 'plain',
      },
      {
        columns: 'id freed_seat_id state day offered_at expires_at told_at ended_at',
        purpose: 'what became of the offer, as a number',
        basis: basis.task,
        kept: 'stays as a number',
        seenBy: seenBy.place,
        lies: 'plain',
      },
    ],
  },
  draw: {
    what: 'times that lots are drawn for; anybody can compute again what was drawn',
    aboutPersons: true,
    fields: [
      {
        columns: 'staff_id',
        purpose: 'who opened it',
        basis: basis.staff,
        kept: 'a year after it is settled or called off',
        seenBy: seenBy.nobody,
        lies: 'plain',
      },
      {
        columns: 'sealed_seed',
        purpose: 'that nobody knows the order before the draw',
        basis: basis.task,
        kept: 'a year after it is settled or called off',
        seenBy: seenBy.nobody,
        lies: 'encrypted',
      },
      {
        columns: `id department_id service_id location_id slot_ids opens_at closes_at draws_at hold_hours commitment seed
          list_hash created_at drawn_at settled_at cancelled_at`,
        purpose: 'the draw and its proof; about nobody',
        basis: basis.task,
        kept: 'a year after it is settled or called off',
        seenBy: 'everybody',
        lies: 'plain',
      },
    ],
  },
  lot: {
    what: 'one person’s entry in a draw',
    aboutPersons: true,
    fields: [
      {
        columns: 'name date_of_birth',
        purpose: 'to book for them when they win',
        basis: basis.task,
        kept: 'until nothing is to come of it: accepted, given up, lapsed, the draw over; gone at once on erasure',
        seenBy: seenBy.person,
        lies: 'encrypted',
      },
      {
        columns: 'identity',
        purpose: 'one lot per person, and none for whoever has an appointment',
        basis: basis.task,
        kept: 'as long as the name',
        seenBy: seenBy.nobody,
        lies: 'keyed hash',
      },
      {
        columns: 'data_key_id',
        purpose: 'the key of the name',
        basis: basis.task,
        kept: 'as long as the name',
        seenBy: seenBy.nobody,
        lies: 'plain',
      },
      {
        columns: 'conversation_id',
        purpose: 'to tell them',
        basis: basis.task,
        kept: '48 hours after the draw is settled or called off; gone at once on erasure',
        seenBy: seenBy.nobody,
        lies: 'plain',
      },
      {
        columns: 'number state rank',
        purpose: 'the public list, by which everybody can check the draw; a number names nobody',
        basis: basis.task,
        kept: 'as long as the draw',
        seenBy: 'everybody',
        lies: 'plain',
      },
      {
        columns: `id draw_id people language prefers takes_waitlist entered_at slot_ids starts_at ends_at expires_at news
          told_at`,
        purpose: 'what they wish for, what they are offered and told',
        basis: basis.task,
        kept: 'as long as the draw, without whose it was',
        seenBy: seenBy.person,
        lies: 'plain',
      },
    ],
  },
  broadcast: {
    what: 'free places that staff announce to many',
    aboutPersons: true,
    fields: [
      {
        columns: 'created_by approved_by started_by',
        purpose: 'that two agree where many are told',
        basis: basis.staff,
        kept: 'no end is set: as long as the broadcast, which stays',
        seenBy: seenBy.managers,
        lies: 'plain',
      },
      {
        columns: `id key state title offer audience texts per_place wave_minutes created_at approved_at starts_at started_at
          people wave due_at ended_at ended_why counts`,
        purpose: 'the announcement and its counts; about nobody',
        basis: basis.task,
        kept: 'stays',
        seenBy: seenBy.managers,
        lies: 'plain',
      },
    ],
  },
  broadcast_recipient: {
    what: 'whom a broadcast goes to',
    aboutPersons: true,
    fields: [
      {
        columns: 'id broadcast_id conversation_id channel language state sequence ended_at',
        purpose: 'to tell each person once, in a fair order, and nobody who wants no messages',
        basis: basis.task,
        kept: '48 hours after the broadcast ended, then as counts; whose it is gone at once when the person erases the talk',
        seenBy: `${seenBy.managers}, as counts`,
        lies: 'plain',
      },
    ],
  },
} as const satisfies Sheet
