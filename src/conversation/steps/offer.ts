import { rules } from '#appointments/rules.ts'
import { acceptOffer } from '#appointments/waitlist/accept-offer.ts'
import { declineOffer } from '#appointments/waitlist/decline-offer.ts'
import { findOffer, type StandingOffer } from '#appointments/waitlist/find-offer.ts'
import type { Choice } from '#message.ts'
import { showAppointment } from '../card.ts'
import { readChoice, unclear } from '../choosing.ts'
import type { Stand } from '../commands.ts'
import { follow, saysOf } from '../dialog.ts'
import { languageOf, named, say, type Spoken, type Talk, type TalkReading, type TalkStep, textsOf } from '../talk.ts'
import { localDay, writeTime, writeWhen } from '../when.ts'

/** A freed time, asked while no task is open. It says no more than when and where: the matter is known to whoever waits. */
export const offer: TalkStep = {
  key: 'offer',
  applies: ({ answers }) => answers.offer !== undefined,
  ask: async (talk) => {
    const standing = await findOffer(talk.tx, { offerId: talk.answers.offer ?? '', ...talk })
    if (!standing) return { kind: 'answered', answers: { offer: undefined } }
    return {
      step: 'offer',
      text: offerText(talk, standing),
      choices: offerChoices(talk, standing),
      layout: 'list',
      input: 'any',
    }
  },
  read: async (said, talk) => {
    const standing = await findOffer(talk.tx, { offerId: talk.answers.offer ?? '', ...talk })
    if (!standing || said.kind === 'press') return unclear()
    const chosen = readChoice(said.text, 'offer', offerChoices(talk, standing))
    return chosen === undefined ? unclear() : answer(talk, chosen)
  },
}

export function offerText(talk: Spoken, { startsAt, expiresAt, locationId, laterStartsAt }: StandingOffer): string {
  const t = textsOf(talk)
  const place = talk.office.locations.find(({ id }) => id === locationId)
  const where = `${named(talk, place?.name ?? {})}, ${place?.address ?? ''}`
  const lines = [
    t('waitlist.offer', { when: writeWhen(startsAt, languageOf(talk)), where }),
    ...(laterStartsAt ? [t('waitlist.offer-instead', { when: writeWhen(laterStartsAt, languageOf(talk)) })] : []),
    t('waitlist.offer-until', { time: writeTime(expiresAt) }),
  ]
  return lines.join('\n\n')
}

/** Each button names its offer, so that it can be pressed whatever is open meanwhile, and long after. */
export function offerChoices(talk: Spoken, { id }: Pick<StandingOffer, 'id'>): Choice[] {
  return keys.map((key) => ({
    value: `offer:${key}:${id}`,
    label: textsOf(talk)(`waitlist.${key}`),
    ...(key === 'stop' && { aside: true }),
  }))
}

/** Undefined when the button belongs to no offer. */
export async function pressOffer(talk: Talk, value: string): Promise<Stand | undefined> {
  if (!value.startsWith('offer:')) return undefined
  const reading = await answer(talk, value.slice('offer:'.length))
  if (reading.kind === 'unclear') return { talk, say: [say(textsOf(talk)('stale.over'))] }
  return { talk: follow(talk.dialog, talk, reading), say: saysOf(reading) }
}

const keys = ['accept', 'decline', 'stop'] as const

async function answer(talk: Talk, chosen: string): Promise<TalkReading> {
  const [, key, offerId = ''] = /^(accept|decline|stop):([0-9a-f-]{36})$/.exec(chosen) ?? []
  const { tx, conversationId, now } = talk
  const t = textsOf(talk)
  const said = (text: string): TalkReading => ({ kind: 'answered', answers: { offer: undefined }, say: [say(text)] })
  if (key === undefined) return unclear()
  if (key === 'accept') return accept(talk, offerId)
  const isEnd = key === 'stop'
  const { outcome } = await declineOffer(tx, { offerId, conversationId, now, isEnd })
  if (isEnd) return said(t('waitlist.ended'))
  return said(t(outcome === 'declined' ? 'waitlist.declined' : 'waitlist.over'))
}

async function accept(talk: Talk, offerId: string): Promise<TalkReading> {
  const { tx, conversationId, now } = talk
  const t = textsOf(talk)
  const accepted = await acceptOffer(tx, { offerId, conversationId, now })
  switch (accepted.outcome) {
    case 'moved': {
      const card = showAppointment(talk, accepted.appointment, t('card.moved'))
      return { kind: 'answered', answers: { offer: undefined }, say: [{ ...card, booked: true }] }
    }
    case 'held': {
      const { id: holdId, startsAt, endsAt, departmentId: department, serviceId, locationId } = accepted.hold
      const day = localDay(startsAt)
      const time = { holdId, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), day }
      return {
        kind: 'ended',
        say: [say(t('step.time.held', { time: writeTime(startsAt), count: rules.holdMinutes }))],
        answers: {
          menu: 'book',
          department,
          service: serviceId,
          location: locationId,
          day,
          time: { ...time, service: serviceId, location: locationId },
        },
      }
    }
    case 'over':
      return { kind: 'answered', answers: { offer: undefined }, say: [say(t('waitlist.over'))] }
  }
}
