import { locationsOf, readOption, unclear } from '../choosing.ts'
import { named, type Talk, type TalkStep, textsOf } from '../talk.ts'

/** Where somebody would go for a time that came free: to one place, or to any. */
export const wishLocation: TalkStep = {
  key: 'location',
  gives: 'location',
  applies: (talk) => locationsOf(talk).length > 1,
  fits: (talk) => optionsOf(talk).some(({ key }) => key === talk.answers.location),
  ask: async (talk) => ({
    step: 'location',
    text: textsOf(talk)('step.location.ask'),
    choices: optionsOf(talk).map(({ key, label }) => ({ value: `location:${key}`, label })),
    layout: 'list',
    input: 'any',
  }),
  read: async (said, talk) => {
    const location = readOption(said, 'location', optionsOf(talk))
    return location === undefined ? unclear() : { kind: 'answered', answers: { location } }
  },
}

/** What `location` answers when any place will do. */
const anywhere = 'any'

function optionsOf(talk: Talk) {
  return [
    ...locationsOf(talk).map(({ id, name }) => ({ key: id, label: named(talk, name) })),
    { key: anywhere, label: textsOf(talk)('waitlist.anywhere') },
  ]
}
