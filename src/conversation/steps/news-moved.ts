import { unclear } from '../choosing.ts'
import { languageOf, say, textsOf } from '../talk.ts'
import { writeWhen } from '../when.ts'
import { toAppointment } from './appointment.ts'
import type { NewsQuestion } from './news.ts'

/** The office has moved an appointment. Silence keeps it as it is now. */
export const movedNews: NewsQuestion = {
  text: (talk, { startsAt }) => textsOf(talk)('step.moved.ask', { when: writeWhen(startsAt, languageOf(talk)) }),
  options: async (talk) => keys.map((key) => ({ key, label: textsOf(talk)(`step.moved.${key}`) })),
  startsTask: (key) => key !== 'keep',
  answer: async (talk, visit, key) => {
    const t = textsOf(talk)
    if (visit.state !== 'booked' || visit.startsAt <= talk.now)
      return { kind: 'answered', answers: { news: undefined }, say: [say(t('step.appointment.gone'))] }
    switch (key) {
      case 'keep': {
        const when = writeWhen(visit.startsAt, languageOf(talk))
        return { kind: 'answered', answers: { news: undefined }, say: [say(t('news.kept', { when }))] }
      }
      case 'other':
        return { kind: 'ended', say: [], answers: { menu: 'move', ...toAppointment(visit) } }
      case 'cancel':
        return { kind: 'ended', say: [], answers: { menu: 'cancel', ...toAppointment(visit) } }
      default:
        return unclear()
    }
  },
}

const keys = ['keep', 'other', 'cancel'] as const
