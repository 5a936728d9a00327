import { type SaidHere, sayHere } from '#appointments/attendance/say-here.ts'
import { appointmentsOf } from '#appointments/find.ts'
import { rules } from '#appointments/rules.ts'
import { describe, writeCode } from './card.ts'
import type { Stand } from './commands.ts'
import { languageOf, say, type Talk, textsOf } from './talk.ts'
import { writeTime, writeWhen } from './when.ts'

/** "I am here" is a digression: the open question stays open. Said again it changes nothing. */
export async function imHere(talk: Talk): Promise<Stand> {
  const said = await sayHere(talk.tx, talk)
  return { talk, say: said.length > 0 ? said.map((each) => say(answerTo(talk, each))) : [say(await noVisit(talk))] }
}

function answerTo(talk: Talk, { outcome, appointment }: SaidHere): string {
  const t = textsOf(talk)
  const { startsAt, presence, room } = appointment
  const code = writeCode(appointment.code)
  const place = describe(talk, appointment).location
  switch (outcome) {
    case 'arrived':
      return t('here.arrived', { place, code })
    case 'already':
      return presence === 'called' ? t('news.called-again', { room: room ?? '', code }) : t('here.already', { code })
    case 'too-early': {
      const from = new Date(startsAt.getTime() - rules.arrivalMinutes * 60 * 1000)
      return t('here.too-early', { time: writeTime(startsAt), from: writeTime(from) })
    }
    case 'too-late':
      return t('here.too-late', { time: writeTime(startsAt) })
  }
}

async function noVisit(talk: Talk): Promise<string> {
  const t = textsOf(talk)
  const [next] = await appointmentsOf(talk.tx, talk)
  return next ? t('here.other-day', { when: writeWhen(next.startsAt, languageOf(talk)) }) : t('here.none')
}
