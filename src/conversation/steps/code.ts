import { readCode } from '#appointments/code.ts'
import { unclear } from '../choosing.ts'
import { type TalkStep, textsOf } from '../talk.ts'

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
    const found = said.kind === 'text' ? codeIn(said.text) : undefined
    return found === undefined
      ? unclear(textsOf(talk)('step.code.refused'))
      : { kind: 'answered', answers: { code: found } }
  },
}

/** The text itself, or the one word of it that is a code: "mein Code ist CDFH-2345". */
function codeIn(text: string): string | undefined {
  return [text, ...text.split(/\s+/)].map(readCode).find((code) => code !== undefined)
}
