import type { Answers } from '../answers.ts'
import { readChoice, unclear } from '../choosing.ts'
import { type Talk, type TalkStep, textsOf } from '../talk.ts'

/** A question of a draw with a few fixed answers. */
function choiceStep<Key extends 'prefers' | 'waits'>(
  key: Key,
  ask: (talk: Talk) => string,
  options: readonly NonNullable<Answers[Key]>[],
  label: (talk: Talk, option: NonNullable<Answers[Key]>) => string,
): TalkStep {
  const choices = (talk: Talk) => options.map((option) => ({ value: `${key}:${option}`, label: label(talk, option) }))
  return {
    key,
    gives: key,
    ask: async (talk) => ({
      step: key,
      text: ask(talk),
      choices: choices(talk),
      layout: 'list',
      input: 'any',
    }),
    read: async (said, talk) => {
      const chosen = said.kind === 'press' ? said.key : readChoice(said.text, key, choices(talk))
      const option = options.find((each) => each === chosen)
      return option === undefined ? unclear() : { kind: 'answered', answers: { [key]: option } }
    },
  }
}

export const prefers = choiceStep(
  'prefers',
  (talk) => textsOf(talk)('draw.prefers.ask'),
  ['any', 'morning', 'afternoon'],
  (talk, option) => textsOf(talk)(`draw.prefers.${option}`),
)

/** The consent to be on the waitlist when the lot is not drawn. */
export const waits = choiceStep(
  'waits',
  (talk) => textsOf(talk)('draw.waits.ask'),
  ['yes', 'no'],
  (talk, option) => textsOf(talk)(`draw.waits.${option}`),
)
