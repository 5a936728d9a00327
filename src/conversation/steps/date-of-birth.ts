import type { Question } from '#message.ts'
import { applicantForm } from '../applicant-form.ts'
import { unclear } from '../choosing.ts'
import { formQuestion, isPrivate, typedInChat } from '../private-form.ts'
import { languageOf, type TalkStep, textsOf } from '../talk.ts'
import { readBirthday } from '../understanding/birthday.ts'

export const dateOfBirth: TalkStep = {
  key: 'dateOfBirth',
  gives: 'dateOfBirth',
  // A page asks it together with the name.
  applies: (talk) => !isPrivate(talk) || talk.answers.dateOfBirth === undefined,
  ask: async (talk) =>
    isPrivate(talk)
      ? formQuestion(talk, 'dateOfBirth', applicantForm(talk))
      : birthdayQuestion(textsOf(talk)('step.dateOfBirth.ask')),
  read: async (said, talk) => {
    if (isPrivate(talk)) return typedInChat(talk)
    const read = readBirthday(said.kind === 'text' ? said.text : '', { language: languageOf(talk), today: talk.today })
    return 'day' in read
      ? { kind: 'answered', answers: { dateOfBirth: read.day } }
      : unclear(textsOf(talk)(`step.dateOfBirth.${read.refused}`))
  },
}

export function birthdayQuestion(text: string): Question {
  return { step: 'dateOfBirth', text, choices: [], layout: 'list', input: 'birthday' }
}
