import type { Question } from '#message.ts'
import { applicantForm } from '../applicant-form.ts'
import { unclear } from '../choosing.ts'
import { formQuestion, isPrivate, typedInChat } from '../private-form.ts'
import { languageOf, type TalkStep, textsOf } from '../talk.ts'
import { readCount } from '../understanding/count.ts'

const offered = [1, 2, 3, 4, 5]
/** More don't fit into an office. */
export const mostPeople = 10

/** How many come along: it tells the clerk and takes no further seats. */
export const people: TalkStep = {
  key: 'people',
  gives: 'people',
  // A page asks it together with the name.
  applies: (talk) => !isPrivate(talk) || talk.answers.people === undefined,
  ask: async (talk): Promise<Question> => {
    if (isPrivate(talk)) return formQuestion(talk, 'people', applicantForm(talk))
    const t = textsOf(talk)
    return {
      step: 'people',
      text: t('step.people.ask'),
      choices: offered.map((count) => ({ value: `people:${count}`, label: t('step.people.count', { count }) })),
      layout: 'list',
      input: 'any',
    }
  },
  read: async (said, talk) => {
    if (isPrivate(talk)) return typedInChat(talk)
    const count = said.kind === 'press' ? Number(said.key) : readCount(said.text, languageOf(talk))
    if (count === undefined || !Number.isInteger(count)) return unclear()
    if (count < 1 || count > mostPeople) return unclear(textsOf(talk)('step.people.refused', { count: mostPeople }))
    return { kind: 'answered', answers: { people: count } }
  },
}
