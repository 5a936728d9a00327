import { acceptLot } from '#appointments/draws/accept-lot.ts'
import { giveUpLot } from '#appointments/draws/give-up-lot.ts'
import { type Lot, ownLots } from '#appointments/draws/own-lots.ts'
import type { Choice } from '#message.ts'
import { showAppointment } from '../card.ts'
import { readChoice, unclear } from '../choosing.ts'
import { leave, type Stand } from '../commands.ts'
import { follow, saysOf } from '../dialog.ts'
import {
  languageOf,
  say,
  type Spoken,
  type Talk,
  type TalkReading,
  type TalkStep,
  textsOf,
  withAnswers,
} from '../talk.ts'
import { writeWhen } from '../when.ts'
import { writePlace } from './describe.ts'

/** A lot was drawn and its place is kept: asked while no task is open, below the news of it otherwise. */
export const drawn: TalkStep = {
  key: 'drawn',
  applies: ({ answers }) => answers.drawn !== undefined,
  ask: async (talk) => {
    const offered = await offeredLot(talk, talk.answers.drawn)
    if (!offered) return { kind: 'answered', answers: { drawn: undefined } }
    const choices = drawnChoices(talk, offered.number)
    return { step: 'drawn', text: writeOffer(talk, offered), choices, layout: 'list', input: 'any' }
  },
  read: async (said, talk) => {
    const number = talk.answers.drawn
    if (number === undefined || said.kind === 'press') return unclear()
    const chosen = readChoice(said.text, 'drawn', drawnChoices(talk, number))
    return chosen === undefined ? unclear() : answer(talk, chosen)
  },
}

/** Each button names its lot, so that it can be pressed whatever is open meanwhile. */
export function drawnChoices(talk: Spoken, number: string): Choice[] {
  const t = textsOf(talk)
  return [
    { value: `drawn:yes:${number}`, label: t('draw.yes') },
    { value: `drawn:no:${number}`, label: t('draw.no') },
  ]
}

export function writeOffer(
  talk: Spoken,
  lot: Pick<Lot, 'number' | 'startsAt' | 'expiresAt' | 'departmentId' | 'serviceId' | 'locationId'>,
): string {
  const when = (instant: Date | null) => writeWhen(instant ?? talk.now, languageOf(talk))
  return textsOf(talk)('draw.won', {
    lot: lot.number,
    when: when(lot.startsAt),
    place: writePlace(talk, lot),
    until: when(lot.expiresAt),
  })
}

/** Undefined when the button belongs to no draw. An open task is left for an answer: booked is booked. */
export async function pressDrawn(talk: Talk, value: string): Promise<Stand | undefined> {
  const [step, ...rest] = value.split(':')
  if (step !== 'drawn') return undefined
  const chosen = rest.join(':')
  const left = await leave(talk)
  if (chosen.startsWith('show:'))
    return { talk: withAnswers(left.talk, { drawn: chosen.slice('show:'.length) }), say: left.say }
  const reading = await answer(left.talk, chosen)
  return { talk: follow(left.talk.dialog, left.talk, reading), say: [...left.say, ...saysOf(reading)] }
}

async function answer(talk: Talk, chosen: string): Promise<TalkReading> {
  const t = textsOf(talk)
  const { tx, keys, conversationId, channel, now } = talk
  const [way, number = ''] = chosen.split(':')
  const ended = (text: string): TalkReading => ({ kind: 'answered', answers: { drawn: undefined }, say: [say(text)] })
  if (way === 'no') {
    const gone = await giveUpLot(tx, { conversationId, number, as: 'declined' })
    return ended(gone ? t('draw.declined') : t('draw.gone'))
  }
  const accepted = await acceptLot(tx, keys, { conversationId, number, channel, language: languageOf(talk), now })
  switch (accepted.outcome) {
    case 'booked': {
      const booked = { ...showAppointment(talk, accepted.appointment, t('card.booked')), booked: true }
      return { kind: 'answered', answers: { drawn: undefined }, say: [booked] }
    }
    case 'gone':
      return ended(t('draw.gone'))
    case 'has-one':
      return ended(t('draw.passed', { lot: number }))
  }
}

export async function offeredLot(
  { tx, conversationId, now }: Pick<Talk, 'tx' | 'conversationId' | 'now'>,
  number: string | undefined,
): Promise<Lot | undefined> {
  const lots = await ownLots(tx, { conversationId, now })
  return lots.find((each) => each.number === number && each.state === 'offered' && (each.expiresAt ?? now) > now)
}
