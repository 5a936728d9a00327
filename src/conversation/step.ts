import type { AppointmentCard, Choice, Question } from '#message.ts'

/** What a dialog needs to know of a talk; everything else is between the steps and whoever starts the turn. */
export type AnyTalk = { readonly answers: object }

/**
 * One question of a dialog. Its answer is kept under `gives`; a step that acts at once (a confirmation) gives nothing and is
 * never answered. `fits` says whether a kept answer still goes with the others: one that does not is dropped and asked again.
 */
export type Step<Talk extends AnyTalk> = {
  readonly key: string
  readonly gives?: keyof Talk['answers'] & string
  applies?(talk: Talk): boolean
  fits?(talk: Talk): boolean
  /** The question, or a reading when there is nothing to ask: one choice only, no free day left. */
  ask(talk: Talk): Promise<Question | Reading<Talk>>
  /** Those of its choices that stand without a look at the database: typed, they are pressed. */
  known?(talk: Talk): readonly Choice[]
  read(said: Said, talk: Talk): Promise<Reading<Talk>>
}

/** What a person said to a question: a button's value (its part after the step's name), or text. */
export type Said = { kind: 'press'; key: string } | { kind: 'text'; text: string }

/** Something to tell before the next question; with anything beside the text it becomes a message of its own. */
export type Saying = {
  text: string
  appointment?: AppointmentCard
  calendar?: true
  booked?: boolean
  cancelled?: { code: string }
  erased?: true
  push?: { key: string; label: string }
}

/**
 * What a step made of what was said.
 * - `unclear`: not understood, and perhaps why; the dialog asks again in other words
 * - `refused`: understood and not possible; says why and asks again
 * - `answered`: answers to keep (`undefined` drops one)
 * - `ended`: the dialog is over; `answers` start the next one
 */
export type Reading<Talk extends AnyTalk> =
  | { kind: 'unclear'; say?: Saying }
  | { kind: 'refused'; say: Saying }
  | { kind: 'answered'; answers: Partial<Talk['answers']>; say?: Saying[] }
  | { kind: 'ended'; say: Saying[]; answers?: Partial<Talk['answers']> }

export function isQuestion<Talk extends AnyTalk>(asked: Question | Reading<Talk>): asked is Question {
  return 'step' in asked
}
