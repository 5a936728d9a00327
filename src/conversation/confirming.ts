import type { Choice, Question } from '#message.ts'
import type { Said } from './step.ts'
import { languageOf, type Talk, type TalkReading, type TalkStep, textsOf } from './talk.ts'
import { refused, unclear } from './choosing.ts'
import { readCommand } from './understanding/command.ts'

/**
 * A last look before something is done. `reference` names what exactly is confirmed, so that the button of an earlier
 * summary can't confirm a later one.
 */
export function confirming(step: {
  reference(talk: Talk): string
  yes(talk: Talk): string
  summary(talk: Talk): Promise<{ text: string } | TalkReading>
  /** What can be done instead. */
  instead?(talk: Talk): Choice[]
  act(talk: Talk): Promise<TalkReading>
}): TalkStep {
  const choices = (talk: Talk): Choice[] => [
    { value: `confirm:yes:${step.reference(talk)}`, label: step.yes(talk) },
    ...(step.instead?.(talk) ?? []),
  ]
  return {
    key: 'confirm',
    known: choices,
    ask: async (talk): Promise<Question | TalkReading> => {
      const summary = await step.summary(talk)
      if ('kind' in summary) return summary
      return { step: 'confirm', text: summary.text, choices: choices(talk), layout: 'list', input: 'any' }
    },
    read: async (said, talk) => {
      if (said.kind === 'press' && said.key !== `yes:${step.reference(talk)}`)
        return refused(textsOf(talk)('stale.over'))
      return said.kind === 'press' || agrees(said, talk) ? step.act(talk) : unclear()
    },
  }
}

function agrees(said: Said & { kind: 'text' }, talk: Talk): boolean {
  return said.text === '1' || readCommand(said.text, languageOf(talk)) === 'yes'
}
