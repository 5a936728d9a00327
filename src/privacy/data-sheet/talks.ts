import { basis, kept, seenBy, type Field, type Sheet } from './entry.ts'

const ofTalk = { basis: basis.task, seenBy: seenBy.nobody, lies: 'plain' } as const satisfies Partial<Field>

/** Conversations and the ways by which people are reached. */
export const talks = {
  conversation: {
    what: 'a chat with somebody',
    aboutPersons: true,
    fields: [
      {
        columns: 'id channel address reachable created_at last_seen_at last_sequence',
        purpose: 'to answer in the chat that somebody writes in; erasure leaves these, by which it goes on',
        ...ofTalk,
        kept: kept.conversation,
      },
      {
        columns: 'device_hash',
        purpose: 'that a web chat is read only in the browser it was begun in',
        ...ofTalk,
        basis: basis.security,
        kept: kept.conversation,
        lies: 'random hash',
      },
      {
        columns: 'language',
        purpose: 'to speak the language of the person',
        ...ofTalk,
        kept: `${kept.conversation}; gone at once on erasure`,
      },
      {
        columns: 'answers',
        purpose: 'what was said so far, names among it, to go on with it',
        ...ofTalk,
        kept: kept.talk,
        seenBy: seenBy.person,
        lies: 'encrypted',
      },
      { columns: 'data_key_id', purpose: 'the key of the talk', ...ofTalk, kept: kept.talk },
      {
        columns: 'last_open_at',
        purpose: 'whether somebody is there to be told; looked at for 15 minutes',
        ...ofTalk,
        kept: `${kept.conversation}; gone at once on erasure`,
      },
      {
        columns: 'notices_off_at',
        purpose: 'that nothing is sent to somebody who wants no messages; erasure must not switch them on again',
        ...ofTalk,
        basis: basis.objection,
        kept: `until they want them again; else ${kept.conversation}`,
      },
    ],
  },
  message: {
    what: 'what was said by either side',
    aboutPersons: true,
    fields: [
      {
        columns: 'body',
        purpose: 'to send it, and to show the talk again',
        ...ofTalk,
        kept: '48 hours; gone at once on erasure',
        seenBy: seenBy.person,
        lies: 'encrypted',
      },
      {
        columns: `conversation_id sequence direction status priority attempts claimed_at external_id notice_id offer_id
          lot_id recipient_id useless_at created_at`,
        purpose: 'to send each message once and in order',
        ...ofTalk,
        kept: '48 hours; gone at once on erasure',
      },
    ],
  },
  inbox: {
    what: 'the channels’ keys of updates, which name the chat',
    aboutPersons: true,
    fields: [
      {
        columns: 'channel key sequence received_at',
        purpose: 'that an update that comes twice happens once',
        ...ofTalk,
        kept: '48 hours; gone at once when the person erases the talk',
      },
    ],
  },
  appointment_access: {
    what: 'who opened an appointment with its code and the date of birth',
    aboutPersons: true,
    fields: [
      {
        columns: 'conversation_id code opened_at went_on_at',
        purpose: 'that helpers can look after it, and people go on in another chat',
        ...ofTalk,
        kept: kept.visit,
        seenBy: seenBy.person,
      },
    ],
  },
  failed_opening: {
    what: 'wrong codes and dates of birth',
    aboutPersons: true,
    fields: [
      {
        columns: 'id conversation_id code at',
        purpose: 'that nobody guesses: five in 24 hours',
        ...ofTalk,
        basis: basis.security,
        kept: '48 hours; gone at once when the person erases the talk',
      },
    ],
  },
  form_token: {
    what: 'one-time pages that ask for names and dates of birth',
    aboutPersons: true,
    fields: [
      {
        columns: 'hash',
        purpose: 'to know the page’s link again',
        ...ofTalk,
        kept: '48 hours after it ran out; gone at once when the person erases the talk',
        lies: 'random hash',
      },
      {
        columns: 'conversation_id kind expires_at',
        purpose: 'whose page it is, and what it asks',
        ...ofTalk,
        kept: '48 hours after it ran out; gone at once when the person erases the talk',
      },
    ],
  },
  transfer: {
    what: 'codes that carry a conversation to another channel',
    aboutPersons: true,
    fields: [
      {
        columns: 'hash',
        purpose: 'to know the code again',
        ...ofTalk,
        kept: '48 hours after it ran out; gone at once when the person erases the talk',
        lies: 'random hash',
      },
      {
        columns: 'conversation_id expires_at used_at',
        purpose: 'which conversation it carries, once',
        ...ofTalk,
        kept: '48 hours after it ran out; gone at once when the person erases the talk',
      },
    ],
  },
  contact: {
    what: 'an e-mail address or a browser of somebody in the web chat',
    aboutPersons: true,
    fields: [
      {
        columns: 'sealed',
        purpose: 'to send reminders and news of the appointment there',
        ...ofTalk,
        basis: basis.consent,
        kept: 'a day, unless confirmed and an appointment, a wish or a lot needs it; gone at once on erasure',
        lies: 'encrypted',
      },
      {
        columns: 'fingerprint',
        purpose: 'to find the same address or browser again',
        ...ofTalk,
        basis: basis.consent,
        kept: 'as long as sealed',
        lies: 'keyed hash',
      },
      {
        columns: 'id conversation_id kind language data_key_id created_at confirmed_at',
        purpose: 'whose it is, and since when they said yes',
        ...ofTalk,
        basis: basis.consent,
        kept: 'as long as sealed',
      },
    ],
  },
  contact_delivery: {
    what: 'what is sent to a contact',
    aboutPersons: true,
    fields: [
      {
        columns: `id contact_id notice_id offer_id lot_id conversation_id first_sequence last_sequence attempts created_at next_at
          outcome ended_at fault unsure`,
        purpose: 'to send each thing once, and to try again; a fault never names the address',
        ...ofTalk,
        basis: basis.consent,
        kept: 'as long as its contact and its notice',
      },
    ],
  },
} as const satisfies Sheet
