import { z } from 'zod'
import { Language } from '#texts.ts'

export const Task = z.enum(['book', 'move', 'cancel', 'code', 'subscribe', 'erase', 'email', 'draw'])
export type Task = z.infer<typeof Task>

/** The questions that a notice may leave behind. */
export const News = z.enum(['moved', 'cancelled', 'seen', 'reminder', 'remind'])
export type News = z.infer<typeof News>

/** The reserved time, with what it was reserved for: it fits only as long as those answers stand. */
const HeldTime = z.object({
  holdId: z.uuid(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  service: z.string(),
  location: z.string(),
  day: z.iso.date(),
})

const shape = {
  language: Language,
  menu: Task,
  department: z.string(),
  service: z.string(),
  location: z.string(),
  day: z.iso.date(),
  time: HeldTime,
  name: z.string(),
  dateOfBirth: z.iso.date(),
  people: z.int().min(1).max(10),
  /** The appointment is not known to this conversation: its code and the date of birth open it. */
  elsewhere: z.literal(true),
  code: z.string(),
  /** The code of the appointment that is moved, cancelled or shown. */
  appointment: z.string(),
  /** The waitlist: `new` or the wish that is changed, the code of the appointment that is wanted earlier, the last day, the notice in minutes. */
  wish: z.string(),
  earlier: z.string(),
  until: z.union([z.iso.date(), z.literal('any')]),
  notice: z.int(),
  /** A freed time that is being offered. */
  offer: z.uuid(),
  /** A draw: which one, `new` or the number of one's own lot that is changed, the time of day, the consent to the waitlist. */
  draw: z.uuid(),
  lot: z.string(),
  prefers: z.enum(['any', 'morning', 'afternoon']),
  waits: z.enum(['yes', 'no']),
  /** The number of a drawn lot whose place is to be confirmed. */
  drawn: z.string(),
  /** What the office did and asks about while no task is open, and the code of the appointment. */
  news: z.object({ about: News, code: z.string() }),
  /** What "change …" took away, for going back: the step's key and its answer. */
  was: z.object({ step: z.string(), answer: z.unknown() }),
  /** The first question has been asked; the greeting with the privacy notice has been said. */
  met: z.literal(true),
  greeted: z.literal(true),
  /** How often in a row the question of this step was misunderstood. */
  unclear: z.object({ step: z.string(), times: z.int() }),
}

/** The whole state of a conversation: what has been answered, nothing else. */
export const Answers = z.object(shape).partial()
export type Answers = { [Key in keyof typeof shape]?: z.infer<(typeof shape)[Key]> | undefined }

/** Stored answers as far as they are still valid: what a release no longer understands is dropped and asked again. */
export function readAnswers(stored: unknown): Answers {
  const whole = Answers.safeParse(stored)
  if (whole.success) return whole.data
  const record = z.record(z.string(), z.unknown()).safeParse(stored)
  const single = Object.entries(record.success ? record.data : {}).map(([key, value]) =>
    Answers.safeParse({ [key]: value }),
  )
  return Object.assign({}, ...single.map((answer) => (answer.success ? answer.data : {})))
}
