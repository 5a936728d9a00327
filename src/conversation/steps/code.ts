import { refused } from '../choosing.ts'
import { type TalkStep, textsOf } from '../talk.ts'
import { fold } from '../understanding/fold.ts'

/** The code of an appointment that was booked on another device. */
export const code: TalkStep = {
  key: 'code',
  gives: 'code',
  applies: ({ answers }) => answers.elsewhere === true,
  ask: async (talk) => ({
    step: 'code',
    text: textsOf(talk)('step.code.ask'),
    choices: [],
    layout: 'list',
    input: 'code',
  }),
  read: async (said, talk) => {
    const typed =
      said.kind === 'text'
        ? fold(said.text)
            .toUpperCase()
            .replaceAll(/[^0-9A-Z]/g, '')
        : ''
    return typed.length === 8
      ? { kind: 'answered', answers: { code: typed } }
      : refused(textsOf(talk)('step.code.refused'))
  },
}
