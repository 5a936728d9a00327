import type { Question } from '#message.ts'
import { type AnyTalk, isQuestion, type Reading, type Saying, type Step } from './step.ts'

/**
 * The steps that the answers so far lead to, in the order they are asked; `lasting` answers outlive the dialog's end. `opened` is where
 * each talk stands, looked for once: a talk never changes, and a turn asks for its open question again and again.
 */
export type Dialog<Talk extends AnyTalk> = {
  steps(talk: Talk): readonly Step<Talk>[]
  lasting: readonly (keyof Talk['answers'] & string)[]
  opened: WeakMap<Talk, Step<Talk>>
}

export type Turn<Talk extends AnyTalk> = { talk: Talk; say: Saying[]; question: Question; step: Step<Talk> }

/** A step that answers itself must lead to another one; more than this in one turn is a circle. */
const mostSilentSteps = 20

/**
 * Asks the first question that applies and has no answer yet. That is the whole engine: going back, a correction, a lost
 * slot or a step that a release adds only take an answer away.
 * Answers that no longer fit the others are dropped first; `dropped` words that for the person.
 */
export async function proceed<Talk extends AnyTalk>(
  dialog: Dialog<Talk>,
  talk: Talk,
  say: readonly Saying[],
  dropped: (keys: readonly string[], talk: Talk) => Saying,
): Promise<Turn<Talk>> {
  let turn = { talk, say: [...say] }
  for (let silent = 0; silent < mostSilentSteps; silent++) {
    const { talk: fitting, misfits, step } = dropMisfits(dialog, turn.talk)
    turn = { talk: fitting, say: misfits.length === 0 ? turn.say : [...turn.say, dropped(misfits, fitting)] }
    const asked = await step.ask(turn.talk)
    if (isQuestion(asked)) return { ...turn, question: asked, step }
    turn = { talk: follow(dialog, turn.talk, asked), say: [...turn.say, ...saysOf(asked)] }
  }
  throw new Error(`The dialog asks nothing after ${mostSilentSteps} steps`)
}

export function firstOpen<Talk extends AnyTalk>({ steps, opened }: Dialog<Talk>, talk: Talk): Step<Talk> {
  const known = opened.get(talk)
  if (known) return known
  const step = steps(talk).find((each) => !isAnswered(each, talk) && applies(each, talk))
  if (!step) throw new Error('A dialog must end with a step that is never answered')
  opened.set(talk, step)
  return step
}

/** The talk after a reading. */
export function follow<Talk extends AnyTalk>(dialog: Dialog<Talk>, talk: Talk, reading: Reading<Talk>): Talk {
  switch (reading.kind) {
    case 'unclear':
    case 'refused':
      return talk
    case 'answered':
      return { ...talk, answers: { ...talk.answers, ...reading.answers } }
    case 'ended':
      return { ...talk, answers: { ...lasting(dialog, talk), ...reading.answers } }
  }
}

/** Takes the last answer before the open question back, and those nobody was asked for. Undefined when there is none. */
export async function goBack<Talk extends AnyTalk>(dialog: Dialog<Talk>, talk: Talk): Promise<Talk | undefined> {
  const here = firstOpen(dialog, talk).key
  let earlier = talk
  for (;;) {
    const steps = dialog.steps(earlier)
    const before = steps.slice(0, steps.indexOf(firstOpen(dialog, earlier)))
    const last = before.findLast(
      (step) => applies(step, earlier) && isAnswered(step, earlier) && !outlives(dialog, step),
    )
    if (!last) return undefined
    earlier = without(earlier, [last])
    const asked = await firstOpen(dialog, earlier).ask(earlier)
    if (isQuestion(asked) && asked.step !== here) return earlier
  }
}

export function isAnswered<Talk extends AnyTalk>(step: Step<Talk>, talk: Talk): boolean {
  const answers: Talk['answers'] = talk.answers
  return step.gives !== undefined && answers[step.gives] !== undefined
}

export function saysOf<Talk extends AnyTalk>(reading: Reading<Talk>): Saying[] {
  switch (reading.kind) {
    case 'unclear':
      return reading.say ? [reading.say] : []
    case 'refused':
      return [reading.say]
    case 'answered':
    case 'ended':
      return reading.say ?? []
  }
}

function outlives<Talk extends AnyTalk>(dialog: Dialog<Talk>, step: Step<Talk>): boolean {
  return step.gives !== undefined && dialog.lasting.includes(step.gives)
}

function lasting<Talk extends AnyTalk>(dialog: Dialog<Talk>, talk: Talk): object {
  const kept = new Set<string>(dialog.lasting)
  return Object.fromEntries(Object.entries(talk.answers).filter(([key]) => kept.has(key)))
}

function applies<Talk extends AnyTalk>(step: Step<Talk>, talk: Talk): boolean {
  return step.applies?.(talk) ?? true
}

/** Walks to the open question; without misfits it is found on the way, which keeps long dialogs cheap. */
function dropMisfits<Talk extends AnyTalk>(
  dialog: Dialog<Talk>,
  talk: Talk,
): { talk: Talk; misfits: string[]; step: Step<Talk> } {
  let fitting = talk
  let open: Step<Talk> | undefined
  const misfits: string[] = []
  for (const step of dialog.steps(talk)) {
    if (!isAnswered(step, fitting)) {
      if (!applies(step, fitting)) continue
      // What comes after an open question is judged when that is answered: the same answer may be given again.
      open = step
      break
    }
    if (!step.fits || !applies(step, fitting) || step.fits(fitting)) continue
    fitting = without(fitting, [step])
    misfits.push(step.key)
  }
  const step = open && misfits.length === 0 ? open : firstOpen(dialog, fitting)
  return { talk: fitting, misfits, step }
}

export function without<Talk extends AnyTalk>(talk: Talk, steps: readonly Step<Talk>[]): Talk {
  const given = new Set<string>(steps.flatMap((step) => step.gives ?? []))
  return { ...talk, answers: Object.fromEntries(Object.entries(talk.answers).filter(([key]) => !given.has(key))) }
}
