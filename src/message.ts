import { z } from 'zod'
import { Language } from '#texts.ts'

/** The words that travel between channels and the conversation. Channels translate them and know nothing else. */

export const ChannelName = z.enum(['webchat', 'telegram'])
export type ChannelName = z.infer<typeof ChannelName>

/** A feed is read from the message log; to every other channel messages are sent. */
export function isFeed(channel: ChannelName): boolean {
  return channel === 'webchat'
}

/** Where a conversation lives. `conversationId` is our own unguessable id, whatever the channel calls it. */
export type Address = { channel: ChannelName; conversationId: string }

/** Where a browser is sent notifications (Push API). */
export const PushSubscription = z.object({
  endpoint: z.url().max(2000),
  keys: z.object({ p256dh: z.string().max(200), auth: z.string().max(100) }),
})
export type PushSubscription = z.infer<typeof PushSubscription>

/**
 * What somebody did, or what time did to them.
 * - `joined`: the chat was opened; `language` when the page already settled it, `link` what the link said that led here
 * - `text`: typed; a text equal to a choice's value counts as a press
 * - `press`: a button, by its value
 * - `unsupported`: a picture, a voice message, … nothing a dialog can read
 * - `form`: a one-time page was filled in; its fields are checked again by whoever asked for them. `confirms` is the
 *   reference of the booking that was confirmed there too
 * - `hold-expired`: the reserved time ran out; comes from the clock, not from a person
 * - `offer`: a freed time is offered, for as long as the offer stands
 * - `notice`: the office has something to tell; `isUrgent` when somebody waits for it
 * - `push`: this browser shows notifications from now on
 * - `drawn`: something became of a lot in a draw
 * - `broadcast`: the office announces free times to many, and this conversation is one of them
 */
export type Act =
  | { kind: 'joined'; language?: string; link?: string }
  | { kind: 'text'; text: string }
  | { kind: 'press'; value: string }
  | { kind: 'unsupported' }
  | { kind: 'form'; name?: string; dateOfBirth?: string; people?: number; confirms?: string }
  | { kind: 'hold-expired'; holdId: string }
  | { kind: 'notice'; noticeId: string; isUrgent: boolean }
  | { kind: 'push'; subscription: PushSubscription }
  | { kind: 'offer'; offerId: string }
  | { kind: 'broadcast'; recipientId: number }
  | { kind: 'drawn'; lotId: string }

/**
 * One update of a channel. `key` is the channel's own name of it: the same key has the effect of once.
 * `locale` is a BCP 47 tag the device claims: a proposal of a language, not a choice.
 * `echo` is what the channel needs to show the person's own message again, stored with it in the log. `isOnPage`: it was done on a
 * page of ours, perhaps on another device than the one that the chat is on: who comes can be said on a page too.
 */
export type Incoming = { address: Address; key: string; act: Act; locale?: string; echo?: Echo; isOnPage?: true }

/** A person's own message as it stands in the log. `clientId` is the sender's name of it (`clientActivityID`). */
export const Echo = z.object({
  text: z.string().optional(),
  value: z.unknown().optional(),
  clientId: z.string().optional(),
})
export type Echo = z.infer<typeof Echo>

/**
 * One button. `value` begins with `step:key`. `aside` marks what does not carry the task forward (back, help, paging):
 * it comes after the others. `day` is "YYYY-MM-DD" and `time` "HH:MM", both local, for channels that draw a calendar.
 * `spoken` is the full wording for screen readers where the label is short. `discreet` is what may be shown of it once it was
 * chosen, where somebody else may read along.
 */
export const Choice = z.object({
  value: z.string(),
  label: z.string(),
  spoken: z.string().optional(),
  discreet: z.string().optional(),
  aside: z.boolean().optional(),
  day: z.string().optional(),
  time: z.string().optional(),
})
export type Choice = z.infer<typeof Choice>

/** What a page lets somebody book at once. `reference` names exactly this: on another time it confirms nothing. */
export const BookingSummary = z.object({
  reference: z.string(),
  rows: z.array(z.object({ label: z.string(), value: z.string() })),
})
export type BookingSummary = z.infer<typeof BookingSummary>

/**
 * A one-time page at /f/<token>, for what must not be typed in this channel. `label` is the wording of its button; with
 * `books` it also confirms.
 */
export const FormLink = z.object({
  token: z.string(),
  asks: z.enum(['applicant', 'birthday']),
  label: z.string(),
  books: BookingSummary.optional(),
})
export type FormLink = z.infer<typeof FormLink>

/**
 * What is asked. `step` names it for machines. `layout` says how choices are best drawn; `input` what people type,
 * so that a page can offer the right keyboard and autofill. With `form` the answer is given on a page of its own.
 */
export const Question = z.object({
  step: z.string(),
  text: z.string(),
  choices: z.array(Choice),
  layout: z.enum(['list', 'languages', 'calendar', 'times']).default('list'),
  input: z.enum(['any', 'name', 'birthday', 'code']).default('any'),
  form: FormLink.optional(),
})
export type Question = z.infer<typeof Question>

/**
 * An appointment as it is handed out. Instants are ISO 8601 in UTC, `zone` is the office's. `when` is date and time with
 * the weekday in the reader's language, `whenGerman` the clerk's. `moves` numbers the calendar entry's versions. `heading` says what happened, `plea` why a cancel helps.
 * Where somebody else may read along, title and service name no matter, and `documentsUrl` is a page of ours that lists the documents.
 */
export const AppointmentCard = z.object({
  heading: z.string(),
  plea: z.string(),
  code: z.string(),
  checkInCode: z.string(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  moves: z.int(),
  when: z.string(),
  whenGerman: z.string(),
  title: z.string(),
  service: z.string(),
  place: z.string(),
  street: z.string(),
  mapUrl: z.url(),
  documents: z.array(z.string()),
  documentsUrl: z.url().optional(),
})
export type AppointmentCard = z.infer<typeof AppointmentCard>

/**
 * One message to a person: plain text in paragraphs, never markup. The question, if there is one, is the last message of
 * a turn. `appointment` is a booked (or shown again) appointment, with `calendar` one whose calendar file was asked for;
 * `cancelled` is one that has just been given back; `erased` says that everything before is gone, so that a page forgets it too.
 * `push`: whoever draws it may offer notifications on this device, made with this key, under this label.
 * `unasked` is news that answers nothing: where a message may take the place of another, this one is new, so that a phone rings.
 * Of these some make no sense any more after `until`.
 */
export const Outgoing = z.object({
  text: z.string(),
  language: Language,
  question: Question.omit({ text: true }).optional(),
  appointment: AppointmentCard.optional(),
  calendar: z.literal(true).optional(),
  booked: z.boolean().optional(),
  cancelled: z.object({ code: z.string() }).optional(),
  erased: z.literal(true).optional(),
  unasked: z.literal(true).optional(),
  until: z.iso.datetime().optional(),
  push: z.object({ key: z.string(), label: z.string() }).optional(),
})
export type Outgoing = z.infer<typeof Outgoing>
