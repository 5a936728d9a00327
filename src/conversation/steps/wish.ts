import { endWish } from '#appointments/waitlist/end-wish.ts'
import { type StandingWish, wishesOf } from '#appointments/waitlist/wishes-of.ts'
import type { Choice } from '#message.ts'
import { readChoice, unclear } from '../choosing.ts'
import { say, type Talk, type TalkReading, type TalkStep, textsOf } from '../talk.ts'
import { describeWish } from '../wish-text.ts'

/** Whoever waits already sees for what, and changes or ends it; with nothing yet, or another matter in mind, a wish is made. */
export const wish: TalkStep = {
  key: 'wish',
  gives: 'wish',
  ask: async (talk) => {
    const wishes = await wishesOf(talk.tx, talk)
    const { department } = talk.answers
    if (wishes.every(({ departmentId }) => department !== undefined && departmentId !== department))
      return { kind: 'answered', answers: { wish: 'new' } }
    const said = wishes.map((each) => describeWish(talk, each))
    return {
      step: 'wish',
      text: [textsOf(talk)('waitlist.yours'), ...said].join('\n\n'),
      choices: choicesOf(talk, wishes),
      layout: 'list',
      input: 'any',
    }
  },
  read: async (said, talk) => {
    const wishes = await wishesOf(talk.tx, talk)
    const key = said.kind === 'press' ? said.key : readChoice(said.text, 'wish', choicesOf(talk, wishes))
    if (key === 'new') return { kind: 'answered', answers: { ...nothing, wish: 'new' } }
    const [, deed, id] = /^(change|end):(.+)$/.exec(key ?? '') ?? []
    const chosen = wishes.find((each) => each.id === id)
    if (!chosen) return unclear()
    return deed === 'end' ? end(talk, chosen) : { kind: 'answered', answers: changing(chosen) }
  },
}

const nothing = { department: undefined, service: undefined, location: undefined, earlier: undefined }

/** Where, by when and how soon are asked again; what for is another wish. */
function changing({ id, departmentId, serviceId, appointmentCode }: StandingWish) {
  const matter = serviceId === null ? {} : { service: serviceId }
  return { ...nothing, ...matter, wish: id, department: departmentId, earlier: appointmentCode ?? 'none' }
}

async function end(talk: Talk, { id }: StandingWish): Promise<TalkReading> {
  await endWish(talk.tx, { subscriptionId: id, conversationId: talk.conversationId })
  return { kind: 'ended', say: [say(textsOf(talk)('waitlist.ended'))] }
}

/** Of several each button says which. */
function choicesOf(talk: Talk, wishes: readonly StandingWish[]): Choice[] {
  const t = textsOf(talk)
  const numbered = (label: string, index: number) => (wishes.length > 1 ? `${label} (${index + 1})` : label)
  return [
    ...wishes.map(({ id }, index) => ({ value: `wish:change:${id}`, label: numbered(t('waitlist.change'), index) })),
    ...wishes.map(({ id }, index) => ({ value: `wish:end:${id}`, label: numbered(t('waitlist.end'), index) })),
    { value: 'wish:new', label: t('waitlist.another') },
  ]
}
