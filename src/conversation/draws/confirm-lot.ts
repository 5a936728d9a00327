import { changeLot } from '#appointments/draws/change-lot.ts'
import { findDraw } from '#appointments/draws/draw.ts'
import { type Entered, enter, lotsPerTalk } from '#appointments/draws/enter.ts'
import { confirming } from '../confirming.ts'
import { hashToken } from '../one-time.ts'
import { isOverheard } from '../overheard.ts'
import { isPrivate } from '../private-form.ts'
import type { Saying } from '../step.ts'
import { languageOf, named, say, type Talk, type TalkReading, textsOf } from '../talk.ts'
import { dayInstant, writeBirthday, writeWhen } from '../when.ts'
import { serviceIn, writePlace } from './describe.ts'

/** The last look before a lot is made or changed. */
export const confirmLot = confirming({
  reference: ({ answers: { draw, lot, prefers, waits } }) =>
    hashToken([draw, lot, prefers, waits].join('-')).toString('hex').slice(0, 8),
  yes: (talk) => textsOf(talk)(talk.answers.lot === 'new' ? 'draw.enter' : 'draw.save'),
  summary,
  act: async (talk) => (talk.answers.lot === 'new' ? enterNow(talk) : changeNow(talk)),
})

async function summary(talk: Talk): Promise<{ text: string } | TalkReading> {
  const t = textsOf(talk)
  const { draw: id, lot, prefers, waits } = chosen(talk)
  const draw = await findDraw(talk.tx, id)
  if (!draw) return over(talk)
  const rows = [
    ...(isOverheard(talk) ? [] : [[t('label.service'), named(talk, serviceIn(talk, draw)?.name ?? {})]]),
    [t('label.location'), writePlace(talk, draw)],
    [t('draw.label.draws'), writeWhen(draw.drawsAt, languageOf(talk))],
    ...(lot === 'new' ? person(talk) : [[t('draw.label.lot'), lot]]),
    [t('draw.label.prefers'), t(`draw.prefers.${prefers}`)],
    [t('draw.label.waits'), t(`draw.waits.${waits}`)],
  ]
  return { text: [t('draw.check'), ...rows.map(([label, value]) => `${label}: ${value}`)].join('\n') }
}

function person(talk: Talk): string[][] {
  const t = textsOf(talk)
  const { name, dateOfBirth, people } = whoComes(talk)
  const who = isPrivate(talk)
    ? [[t('form.entered'), t('form.entered-where')]]
    : [
        [t('label.name'), name],
        [t('label.dateOfBirth'), writeBirthday(dayInstant(dateOfBirth), languageOf(talk))],
      ]
  return [...who, [t('label.people'), t('step.people.count', { count: people })]]
}

async function enterNow(talk: Talk): Promise<TalkReading> {
  const { conversationId, now } = talk
  const { draw: drawId, prefers, waits } = chosen(talk)
  const { name, dateOfBirth, people } = whoComes(talk)
  const entered = await enter(talk.tx, talk.keys, {
    drawId,
    conversationId,
    applicant: { name, dateOfBirth },
    people,
    language: languageOf(talk),
    prefers,
    takesWaitlist: waits === 'yes',
    now,
  })
  return { kind: 'ended', say: await tellOf(talk, entered, drawId) }
}

async function tellOf(talk: Talk, entered: Entered, drawId: string): Promise<Saying[]> {
  const t = textsOf(talk)
  switch (entered.outcome) {
    case 'entered': {
      const draw = await findDraw(talk.tx, drawId)
      const when = draw ? writeWhen(draw.drawsAt, languageOf(talk)) : ''
      const { publicUrl } = talk.reach
      const check = publicUrl === undefined ? [] : [say(t('draw.verify', { url: `${publicUrl}/draws/${drawId}` }))]
      return [say(t('draw.entered', { lot: entered.number, when })), ...check]
    }
    case 'changed':
      return [say(t('draw.changed', { lot: entered.number }))]
    case 'too-many':
      return [say(t('draw.too-many', { most: lotsPerTalk }))]
    case 'already':
    case 'has-one':
    case 'closed':
      return [say(t(`draw.${entered.outcome}`))]
  }
}

async function changeNow(talk: Talk): Promise<TalkReading> {
  const { lot: number, prefers, waits } = chosen(talk)
  const { conversationId, now } = talk
  const wish = { prefers, takesWaitlist: waits === 'yes' }
  const { outcome } = await changeLot(talk.tx, { conversationId, number, now, ...wish })
  return { kind: 'ended', say: [say(textsOf(talk)(`draw.${outcome}`, { lot: number }))] }
}

function over(talk: Talk): TalkReading {
  return { kind: 'ended', say: [say(textsOf(talk)('draw.closed'))] }
}

function chosen({ answers: { draw, lot, prefers, waits } }: Talk) {
  if (!draw || !lot || !prefers || !waits) throw new Error('A lot is confirmed before all is answered')
  return { draw, lot, prefers, waits }
}

function whoComes({ answers: { name, dateOfBirth, people } }: Talk) {
  if (!name || !dateOfBirth || !people) throw new Error('A lot is confirmed before it is known whose it is')
  return { name, dateOfBirth, people }
}
