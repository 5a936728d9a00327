import { applicantForm } from '../applicant-form.ts'
import { unclear } from '../choosing.ts'
import { formFor, formQuestion, isPrivate, typedInChat } from '../private-form.ts'
import { type TalkStep, textsOf } from '../talk.ts'
import { readName } from '../understanding/name.ts'

export const name: TalkStep = {
  key: 'name',
  gives: 'name',
  ask: async (talk) =>
    isPrivate(talk)
      ? formQuestion(talk, 'name', applicantForm(talk))
      : {
          step: 'name',
          text: textsOf(talk)('step.name.ask'),
          choices: [],
          layout: 'list',
          input: 'name',
          ...(talk.isOnPage && { form: formFor(talk, applicantForm(talk)) }),
        },
  read: async (said, talk) => {
    if (isPrivate(talk)) return typedInChat(talk)
    const read = readName(said.kind === 'text' ? said.text : '')
    return 'name' in read
      ? { kind: 'answered', answers: { name: read.name } }
      : unclear(textsOf(talk)(`step.name.${read.refused}`))
  },
}
