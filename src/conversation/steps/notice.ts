import { readChoice, unclear } from '../choosing.ts'
import type { Choice } from '#message.ts'
import { type Talk, type TalkStep, textsOf } from '../talk.ts'
import { notices, noticeText } from '../wish-text.ts'

/** How soon somebody can be there: whoever needs a day is not asked an hour before. */
export const notice: TalkStep = {
  key: 'notice',
  gives: 'notice',
  ask: async (talk) => ({
    step: 'notice',
    text: textsOf(talk)('waitlist.notice-ask'),
    choices: choicesOf(talk),
    layout: 'list',
    input: 'any',
  }),
  read: async (said, talk) => {
    const key = said.kind === 'press' ? said.key : readChoice(said.text, 'notice', choicesOf(talk))
    const minutes = notices.find((each) => String(each) === key)
    return minutes === undefined ? unclear() : { kind: 'answered', answers: { notice: minutes } }
  },
}

function choicesOf(talk: Talk): Choice[] {
  return notices.map((minutes) => ({ value: `notice:${minutes}`, label: noticeText(talk, minutes) }))
}
